/** How much somebody may do in a time. */
@NullMarked
package io.chappe.node.limit;

import org.jspecify.annotations.NullMarked;
