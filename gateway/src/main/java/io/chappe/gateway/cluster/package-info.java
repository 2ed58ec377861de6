/** A gateway's cluster side: the relay to other gateways, the inbox, the requests to the services, the lease. */
@NullMarked
package io.chappe.gateway.cluster;

import org.jspecify.annotations.NullMarked;
