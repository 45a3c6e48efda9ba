/** The rules, one class each, and where their facts come from. */
@NullMarked
package org.weightbench.analysis.diagnosis.internal;

import org.jspecify.annotations.NullMarked;
