/** What the server promises under faults, tried on real processes under load; each test is a row of the results. */
@NullMarked
package io.chappe.tests.faults;

import org.jspecify.annotations.NullMarked;
