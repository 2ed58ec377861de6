/** A node's process, from its command line to its orderly end. */
@NullMarked
package io.chappe.node;

import org.jspecify.annotations.NullMarked;
