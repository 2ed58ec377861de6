/** The cluster a node joins: its event bus, who else is in it, and the only place besides the store that knows Hazelcast. */
@NullMarked
package io.chappe.node.bus;

import org.jspecify.annotations.NullMarked;
