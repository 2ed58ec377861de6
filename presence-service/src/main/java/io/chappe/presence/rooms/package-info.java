/** The room service: who is in which room. */
@NullMarked
package io.chappe.presence.rooms;

import org.jspecify.annotations.NullMarked;
