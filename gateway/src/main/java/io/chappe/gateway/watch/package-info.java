/** Which sessions of this gateway watch the presence of which peers. */
@NullMarked
package io.chappe.gateway.watch;

import org.jspecify.annotations.NullMarked;
