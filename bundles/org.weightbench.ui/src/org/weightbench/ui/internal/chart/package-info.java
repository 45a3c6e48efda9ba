/** Charts as images, drawn off the user interface thread. */
@NullMarked
package org.weightbench.ui.internal.chart;

import org.jspecify.annotations.NullMarked;
