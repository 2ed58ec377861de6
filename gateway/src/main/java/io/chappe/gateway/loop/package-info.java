/** The event loops of a gateway, to which its sessions, rooms and lanes are confined. */
@NullMarked
package io.chappe.gateway.loop;

import org.jspecify.annotations.NullMarked;
