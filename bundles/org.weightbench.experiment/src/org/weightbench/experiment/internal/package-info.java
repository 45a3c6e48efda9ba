/** How definitions, samples and events are read and written. */
@NullMarked
package org.weightbench.experiment.internal;

import org.jspecify.annotations.NullMarked;
