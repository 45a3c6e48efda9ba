/**
 * Why a load is slow: rules judge measured facts and give findings with evidence, remedy and the
 * time that the remedy would save. A rule sees numbers, never the name of a device, and is silent
 * where what it needs was not measured. All values are immutable and may be shared between threads.
 */
@NullMarked
package org.weightbench.analysis.diagnosis;

import org.jspecify.annotations.NullMarked;
