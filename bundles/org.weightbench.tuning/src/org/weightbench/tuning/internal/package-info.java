/** The exports, one class each, and the form of profiles in YAML. */
@NullMarked
package org.weightbench.tuning.internal;

import org.jspecify.annotations.NullMarked;
