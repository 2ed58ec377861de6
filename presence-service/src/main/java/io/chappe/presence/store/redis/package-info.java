/** The store in Redis: each operation is one Lua script, whose files are this package's resources. */
@NullMarked
package io.chappe.presence.store.redis;

import org.jspecify.annotations.NullMarked;
