/** The yardstick: what the JVM and the kernel can do at best. */
@NullMarked
package io.chappe.bench.relay;

import org.jspecify.annotations.NullMarked;
