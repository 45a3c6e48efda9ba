/** Cells of one or more results side by side. */
@NullMarked
package org.weightbench.ui.internal.comparison;

import org.jspecify.annotations.NullMarked;
