/**
 * Runs experiments: plans them on this machine, makes and verifies the model, and measures every
 * planned load in a JMH fork of its own. {@link org.weightbench.runner.ExperimentRunner} does the
 * work in any plain JVM; {@link org.weightbench.runner.RunnerMain} is the process that the
 * workbench starts. What happens is told as {@link org.weightbench.experiment.ExperimentEvent}s to
 * one listener; what was measured lies in the result folder and nowhere else.
 */
@NullMarked
package org.weightbench.runner;

import org.jspecify.annotations.NullMarked;
