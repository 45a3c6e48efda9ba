/**
 * Recording what the machine does: a sampler that reads counters on a thread of its own in the
 * runner's process, never inside the process that is measured, where its work would be counted as
 * the load's; a gauge by which the measured process says how far it is; and the watching of any
 * other command or process.
 */
@NullMarked
package org.weightbench.runner.watch;

import org.jspecify.annotations.NullMarked;
