/**
 * Ceilings: what this machine can do at best in one stage of loading, measured. They are values
 * that Jackson writes and reads without configuration, and one measurement that takes under a
 * minute, changes nothing on the system and reads the model, or a scratch file beside it.
 */
@NullMarked
package org.weightbench.hardware.ceiling;

import org.jspecify.annotations.NullMarked;
