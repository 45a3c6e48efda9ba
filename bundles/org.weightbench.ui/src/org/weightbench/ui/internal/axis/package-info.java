/** Widgets that edit the values of axes, for launch tabs and editors alike. */
@NullMarked
package org.weightbench.ui.internal.axis;

import org.jspecify.annotations.NullMarked;
