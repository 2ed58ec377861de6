package io.chappe.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands among those who wait.
 *
 * @param position from 1
 * @param expectedMs how long it may take until its turn; null where nobody can tell
 */
public record WaitingPlace(int position, @Nullable Long expectedMs) {}
