/** Whole-system tests with real browsers. */
@NullMarked
package io.chappe.tests.browser;

import org.jspecify.annotations.NullMarked;
