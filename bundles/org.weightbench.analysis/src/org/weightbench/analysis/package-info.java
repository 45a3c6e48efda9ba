/**
 * What the samples mean: statistics, summaries of cells and comparisons. It reads results and
 * changes nothing. All records are immutable and may be shared between threads.
 */
@NullMarked
package org.weightbench.analysis;

import org.jspecify.annotations.NullMarked;
