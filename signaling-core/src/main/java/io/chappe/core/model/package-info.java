/** The words of the house: tenants, peers, sessions, rooms and their rosters. */
@NullMarked
package io.chappe.core.model;

import org.jspecify.annotations.NullMarked;
