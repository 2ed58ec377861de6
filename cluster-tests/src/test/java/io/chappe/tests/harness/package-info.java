/** Starts real clusters of real processes for tests, and breaks them. */
@NullMarked
package io.chappe.tests.harness;

import org.jspecify.annotations.NullMarked;
