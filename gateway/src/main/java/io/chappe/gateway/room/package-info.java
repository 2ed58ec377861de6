/** This gateway's copies of the rosters of the rooms that its sessions are in, and their repair. */
@NullMarked
package io.chappe.gateway.room;

import org.jspecify.annotations.NullMarked;
