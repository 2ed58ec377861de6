/** The HTTP and TLS listeners: pages, the handshake that becomes a socket, origins, and certificates from disk. */
@NullMarked
package io.chappe.gateway.listener;

import org.jspecify.annotations.NullMarked;
