/** What every gateway must know. */
@NullMarked
package io.chappe.presence.notices;

import org.jspecify.annotations.NullMarked;
