/**
 * Load times before anything is loaded: from the facts of a model, the settings of a cell and the
 * ceilings of a machine, be it this one or one that is only imagined. All values are immutable and
 * may be shared between threads.
 */
@NullMarked
package org.weightbench.analysis.prediction;

import org.jspecify.annotations.NullMarked;
