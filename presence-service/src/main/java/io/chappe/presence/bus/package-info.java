/** How requests come in from the bus, and how others hear of what they changed. */
@NullMarked
package io.chappe.presence.bus;

import org.jspecify.annotations.NullMarked;
