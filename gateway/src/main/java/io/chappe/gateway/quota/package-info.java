/** What a tenant may do over the whole cluster, and how gateways share that out without asking anybody. */
@NullMarked
package io.chappe.gateway.quota;

import org.jspecify.annotations.NullMarked;
