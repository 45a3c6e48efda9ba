/**
 * The model of what is asked and what was measured: the definition of an experiment, its plan, the
 * samples, the events of a run and the result folder that keeps them. Nothing here measures, judges
 * or shows anything. All records are immutable and may be shared between threads.
 */
@NullMarked
package org.weightbench.experiment;

import org.jspecify.annotations.NullMarked;
