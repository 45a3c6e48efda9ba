/** Launch configuration tabs and shortcuts. */
@NullMarked
package org.weightbench.ui.internal.launch;

import org.jspecify.annotations.NullMarked;
