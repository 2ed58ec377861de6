/** The native protocol's messages, their codec, error codes and close codes. */
@NullMarked
package io.chappe.core.protocol;

import org.jspecify.annotations.NullMarked;
