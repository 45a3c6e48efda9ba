/** What the sampler reads. */
@NullMarked
package org.weightbench.runner.watch.internal;

import org.jspecify.annotations.NullMarked;
