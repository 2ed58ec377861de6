/** A client's WebSocket as a port, and the only package that knows what is behind it. */
@NullMarked
package io.chappe.gateway.socket;

import org.jspecify.annotations.NullMarked;
