/** What is measured: processes that are started, pinned to one processor, looked at from outside, and stopped. */
@NullMarked
package io.chappe.bench.system;

import org.jspecify.annotations.NullMarked;
