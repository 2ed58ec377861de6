/** The REST admin API: its listener, its keys, and what answers each operation of {@code openapi.yaml}. */
@NullMarked
package io.chappe.presence.admin;

import org.jspecify.annotations.NullMarked;
