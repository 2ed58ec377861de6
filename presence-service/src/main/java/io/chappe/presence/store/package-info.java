/** The cluster-wide state: what a store promises, and what each of its operations does. */
@NullMarked
package io.chappe.presence.store;

import org.jspecify.annotations.NullMarked;
