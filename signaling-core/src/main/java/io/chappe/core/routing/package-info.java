/** Where a signal goes: the decision from sender and target to nodes and sessions, and the ports it needs. */
@NullMarked
package io.chappe.core.routing;

import org.jspecify.annotations.NullMarked;
