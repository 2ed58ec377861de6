/** The presence-service: start here. It keeps who is where, for the whole cluster. */
@NullMarked
package io.chappe.presence;

import org.jspecify.annotations.NullMarked;
