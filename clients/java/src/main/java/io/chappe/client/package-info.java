/** A small client of the native protocol, {@code chappe.v1.json}, on Vert.x. */
@NullMarked
package io.chappe.client;

import org.jspecify.annotations.NullMarked;
