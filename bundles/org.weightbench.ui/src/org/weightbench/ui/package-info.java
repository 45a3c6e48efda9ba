/**
 * The workbench: the perspective in which models are loaded and configurations compared side by
 * side. Its rooms are launching (tabs and shortcuts), results (the history), comparison and chart.
 * No work that reads files or draws charts happens on the user interface thread.
 */
@NullMarked
package org.weightbench.ui;

import org.jspecify.annotations.NullMarked;
