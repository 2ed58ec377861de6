/** The store in the memory of the Hazelcast data members, with one backup. */
@NullMarked
package io.chappe.presence.store.hazelcast;

import org.jspecify.annotations.NullMarked;
