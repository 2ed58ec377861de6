/** Measures the product beside yardsticks, in one run, and writes down what came out. */
@NullMarked
package io.chappe.bench;

import org.jspecify.annotations.NullMarked;
