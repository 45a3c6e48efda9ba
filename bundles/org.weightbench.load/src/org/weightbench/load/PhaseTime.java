package org.weightbench.load;

/**
 * The work of one phase, summed over all threads.
 *
 * @param phase the phase
 * @param busyNanos nanoseconds that threads spent in it; more than the wall time when several
 *     threads did so at once
 * @param bytes the bytes it went through: file bytes for READ, FAULT and COPY, bytes written for
 *     ALLOCATE (touched memory) and DEQUANTIZE (floats)
 */
public record PhaseTime(Phase phase, long busyNanos, long bytes) {}
