/** Who a client is and what it may do, as a signed token says (JWT, RFC 7519). */
@NullMarked
package io.chappe.gateway.token;

import org.jspecify.annotations.NullMarked;
