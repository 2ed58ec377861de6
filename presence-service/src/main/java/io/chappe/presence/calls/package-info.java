/** What has happened while calls were set up, and why one has failed. */
@NullMarked
package io.chappe.presence.calls;

import org.jspecify.annotations.NullMarked;
