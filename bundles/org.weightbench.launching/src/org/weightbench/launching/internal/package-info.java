/** How a runner process is started and listened to. */
@NullMarked
package org.weightbench.launching.internal;

import org.jspecify.annotations.NullMarked;
