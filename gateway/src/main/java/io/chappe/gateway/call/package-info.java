/** What happens while calls are set up, noted for whoever asks later why one has failed. */
@NullMarked
package io.chappe.gateway.call;

import org.jspecify.annotations.NullMarked;
