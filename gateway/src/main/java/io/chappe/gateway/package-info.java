/** The gateway: a node that holds sockets. {@link io.chappe.gateway.Gateway} is its process. */
@NullMarked
package io.chappe.gateway;

import org.jspecify.annotations.NullMarked;
