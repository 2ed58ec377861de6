/** The record of what each node holds, as it is written before and after what stands on it. */
@NullMarked
package io.chappe.presence.holds;

import org.jspecify.annotations.NullMarked;
