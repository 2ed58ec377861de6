/** What travels between nodes: addresses, envelopes, requests, events and their wire form. */
@NullMarked
package io.chappe.core.bus;

import org.jspecify.annotations.NullMarked;
