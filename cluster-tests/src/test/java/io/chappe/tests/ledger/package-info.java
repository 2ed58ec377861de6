/** Sessions in pairs that send each other signals under faults, and the account of what became of each. */
@NullMarked
package io.chappe.tests.ledger;

import org.jspecify.annotations.NullMarked;
