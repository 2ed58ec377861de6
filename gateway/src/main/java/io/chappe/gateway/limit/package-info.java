/** How much somebody may do in a time. */
@NullMarked
package io.chappe.gateway.limit;

import org.jspecify.annotations.NullMarked;
