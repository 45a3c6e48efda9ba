/** The measurements of single ceilings. */
@NullMarked
package org.weightbench.hardware.ceiling.internal;

import org.jspecify.annotations.NullMarked;
