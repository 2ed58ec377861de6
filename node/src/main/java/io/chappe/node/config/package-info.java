/** Configuration: one record per component, read from defaults, a YAML file and the environment, in that order. */
@NullMarked
package io.chappe.node.config;

import org.jspecify.annotations.NullMarked;
