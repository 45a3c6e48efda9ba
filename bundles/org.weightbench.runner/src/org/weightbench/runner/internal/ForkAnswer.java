package org.weightbench.runner.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;

/**
 * What a fork measured. Its {@code benchmarkNanos} are 0: JMH gives them to the parent.
 *
 * @param status whether it counts
 * @param reason why it does not, where it does not
 * @param measurement what was measured; absent when the load failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForkAnswer(
    Status status, @Nullable String reason, @Nullable Measurement measurement) {}
