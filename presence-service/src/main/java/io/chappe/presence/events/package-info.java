/** What happens to tenants' sessions and rooms, written down for programs that want to know. */
@NullMarked
package io.chappe.presence.events;

import org.jspecify.annotations.NullMarked;
