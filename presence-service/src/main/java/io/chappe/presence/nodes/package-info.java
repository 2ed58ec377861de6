/** The nodes' leases, and the sweep of what a lost node leaves. */
@NullMarked
package io.chappe.presence.nodes;

import org.jspecify.annotations.NullMarked;
