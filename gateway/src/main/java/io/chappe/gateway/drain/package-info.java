/** How a gateway sends its clients to others: all of them before it ends, or a share of them. */
@NullMarked
package io.chappe.gateway.drain;

import org.jspecify.annotations.NullMarked;
