/** Whole-system tests: several real nodes, plain clients, faults. */
@NullMarked
package io.chappe.tests;

import org.jspecify.annotations.NullMarked;
