/** Tuning profiles. */
@NullMarked
package org.weightbench.ui.internal.profiles;

import org.jspecify.annotations.NullMarked;
