/** The port that every client protocol joins by. */
@NullMarked
package io.chappe.gateway.protocol;

import org.jspecify.annotations.NullMarked;
