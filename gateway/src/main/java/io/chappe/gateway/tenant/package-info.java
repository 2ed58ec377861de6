/** The tenants that this gateway lets in, and on what terms. */
@NullMarked
package io.chappe.gateway.tenant;

import org.jspecify.annotations.NullMarked;
