/**
 * Running experiments from Eclipse without a user interface: the launch configuration type and its
 * settings, the command line of the runner, the running experiment that its event stream tells of,
 * and the history of result folders. Measuring happens in the runner's own process, never in this
 * one.
 */
@NullMarked
package org.weightbench.launching;

import org.jspecify.annotations.NullMarked;
