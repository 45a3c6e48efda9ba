/** Experiments that run and wait. */
@NullMarked
package org.weightbench.ui.internal.progress;

import org.jspecify.annotations.NullMarked;
