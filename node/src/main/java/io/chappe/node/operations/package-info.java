/** The operations port: is the process alive, is it ready, and what it counts. */
@NullMarked
package io.chappe.node.operations;

import org.jspecify.annotations.NullMarked;
