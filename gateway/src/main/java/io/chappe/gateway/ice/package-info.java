/** The STUN and TURN servers that clients are told of, with credentials that end. */
@NullMarked
package io.chappe.gateway.ice;

import org.jspecify.annotations.NullMarked;
