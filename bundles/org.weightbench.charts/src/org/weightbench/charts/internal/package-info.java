/** Datasets and renderers that JFreeChart lacks. */
@NullMarked
package org.weightbench.charts.internal;

import org.jspecify.annotations.NullMarked;
