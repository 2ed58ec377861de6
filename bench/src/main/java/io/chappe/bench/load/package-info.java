/** The load generator: a process of its own with one event loop, which costs as little as the measured server allows. */
@NullMarked
package io.chappe.bench.load;

import org.jspecify.annotations.NullMarked;
