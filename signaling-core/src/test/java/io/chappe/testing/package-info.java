/** What tests of all modules share. */
package io.chappe.testing;
