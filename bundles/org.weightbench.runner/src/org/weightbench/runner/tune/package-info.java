/**
 * The search for the settings that load a model fastest, with far fewer samples than the whole
 * sweep takes. What to measure next is decided apart from measuring, so that the search can be
 * tried on times that were recorded before.
 */
@NullMarked
package org.weightbench.runner.tune;

import org.jspecify.annotations.NullMarked;
