/**
 * How loads are planned and carried out: the planner, the strategies, the sinks that make of file
 * bytes what is to be delivered, and the memory that holds it.
 */
@NullMarked
package org.weightbench.load.internal;

import org.jspecify.annotations.NullMarked;
