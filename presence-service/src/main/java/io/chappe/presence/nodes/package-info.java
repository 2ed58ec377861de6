/** The nodes' leases, the record of what each node holds, and the sweep of what a lost node leaves. */
@NullMarked
package io.chappe.presence.nodes;

import org.jspecify.annotations.NullMarked;
