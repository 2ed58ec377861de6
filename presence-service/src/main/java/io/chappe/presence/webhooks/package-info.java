/** What happens to tenants' sessions and rooms, posted to the tenants' own servers. */
@NullMarked
package io.chappe.presence.webhooks;

import org.jspecify.annotations.NullMarked;
