/** Tests of how runner processes are started and followed. */
@NullMarked
package org.weightbench.launching.internal;

import org.jspecify.annotations.NullMarked;
