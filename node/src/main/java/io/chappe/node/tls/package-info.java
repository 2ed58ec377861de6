/** Certificates from disk, and what is agreed to with them in a TLS handshake. */
@NullMarked
package io.chappe.node.tls;

import org.jspecify.annotations.NullMarked;
