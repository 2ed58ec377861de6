/** Runs the examples of the protocol's reference against a real cluster. */
@NullMarked
package io.chappe.tests.examples;

import org.jspecify.annotations.NullMarked;
