/** How the runner measures: forks, cache states, counters, verification, estimates. */
@NullMarked
package org.weightbench.runner.internal;

import org.jspecify.annotations.NullMarked;
