/**
 * The roofline of a load: the time that each ceiling of the machine alone would need for the work
 * that a cell asks for, and the one that binds. It knows models, cells and ceilings, not results.
 * All values are immutable and may be shared between threads.
 */
@NullMarked
package org.weightbench.analysis.roofline;

import org.jspecify.annotations.NullMarked;
