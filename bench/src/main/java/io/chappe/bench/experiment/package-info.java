/** What is done to a measured system, and which figures come of it. */
@NullMarked
package io.chappe.bench.experiment;

import org.jspecify.annotations.NullMarked;
