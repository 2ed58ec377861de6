/** The presence service: which sessions peers have, where, and who wants to know. */
@NullMarked
package io.chappe.presence.peers;

import org.jspecify.annotations.NullMarked;
