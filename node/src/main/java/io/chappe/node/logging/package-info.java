/** What a line of the log says besides its sentence, and how it looks as JSON. */
@NullMarked
package io.chappe.node.logging;

import org.jspecify.annotations.NullMarked;
