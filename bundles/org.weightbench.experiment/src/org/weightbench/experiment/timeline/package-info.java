/**
 * What the machine did over the time of a load: counters read again and again, one file for each
 * sample in the folder {@code timeline} of a result folder. {@link
 * org.weightbench.experiment.timeline.TimelineLog} says how the file looks and writes it, {@link
 * org.weightbench.experiment.timeline.Timeline} reads it. Rates and the like are derived elsewhere:
 * here is only what was counted.
 */
@NullMarked
package org.weightbench.experiment.timeline;

import org.jspecify.annotations.NullMarked;
