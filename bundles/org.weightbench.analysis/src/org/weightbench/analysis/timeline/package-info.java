/**
 * What a timeline means: rates, sizes, depths and shares over the time of a load, derived from the
 * counters that were recorded, by the formulas of iostat(1) and vmstat(8). Values are computed anew
 * from each timeline and never stored.
 */
@NullMarked
package org.weightbench.analysis.timeline;

import org.jspecify.annotations.NullMarked;
