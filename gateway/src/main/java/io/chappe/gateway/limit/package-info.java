/** A rate that several share, and what a client is forgiven. */
@NullMarked
package io.chappe.gateway.limit;

import org.jspecify.annotations.NullMarked;
