/** A tenant as whoever runs the cluster writes it down: what may stand there, and what is wrong with what must not. */
@NullMarked
package io.chappe.node.tenant;

import org.jspecify.annotations.NullMarked;
