/**
 * How the inventory is read: one reader per part of {@link org.weightbench.hardware.Machine}, each
 * given the root folder below which it finds {@code /proc} and {@code /sys}.
 */
@NullMarked
package org.weightbench.hardware.internal;

import org.jspecify.annotations.NullMarked;
