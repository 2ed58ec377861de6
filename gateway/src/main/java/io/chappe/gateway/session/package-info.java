/** Sessions on this gateway: what they are members of, and what is delivered to them. */
@NullMarked
package io.chappe.gateway.session;

import org.jspecify.annotations.NullMarked;
