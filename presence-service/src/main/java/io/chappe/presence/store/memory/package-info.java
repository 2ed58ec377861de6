/** The store of a single process, which forgets all at its end: the readable definition, and for tests. */
@NullMarked
package io.chappe.presence.store.memory;

import org.jspecify.annotations.NullMarked;
