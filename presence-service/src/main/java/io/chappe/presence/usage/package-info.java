/** What tenants use, as gateways tell it. */
@NullMarked
package io.chappe.presence.usage;

import org.jspecify.annotations.NullMarked;
