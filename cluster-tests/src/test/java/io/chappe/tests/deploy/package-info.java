/** The scripts that a person runs. */
@NullMarked
package io.chappe.tests.deploy;

import org.jspecify.annotations.NullMarked;
