/** The native protocol, chappe.v1.json. */
@NullMarked
package io.chappe.gateway.protocol.chappe;

import org.jspecify.annotations.NullMarked;
