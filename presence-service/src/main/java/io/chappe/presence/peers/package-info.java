/** The presence service: which peers are online, and who wants to know. */
@NullMarked
package io.chappe.presence.peers;

import org.jspecify.annotations.NullMarked;
