/** The history of results. */
@NullMarked
package org.weightbench.ui.internal.results;

import org.jspecify.annotations.NullMarked;
