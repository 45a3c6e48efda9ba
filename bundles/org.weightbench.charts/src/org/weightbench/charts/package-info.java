/**
 * Charts of results, as JFreeChart charts, images and SVG. No toolkit is known here and nothing
 * needs a display. A chart may be made and drawn on any thread, by one thread at a time.
 */
@NullMarked
package org.weightbench.charts;

import org.jspecify.annotations.NullMarked;
