/**
 * The machine that a result was measured on: an inventory of its processor, memory, operating
 * system, limits and storage, read from procfs, sysfs and OSHI. Values are records that Jackson
 * writes and reads without configuration; what cannot be read is a {@link
 * org.weightbench.hardware.Reading} that says why.
 */
@NullMarked
package org.weightbench.hardware;

import org.jspecify.annotations.NullMarked;
