package org.weightbench.analysis.roofline;

/**
 * The time that one ceiling alone would need.
 *
 * @param resource what the ceiling is of
 * @param nanos the time by the ceiling's median
 * @param low the time by the upper end of the ceiling's interval
 * @param high the time by its lower end
 * @param ceiling the ceiling in words: '1.42 GB/s with 4 MiB blocks, 2 threads'
 */
public record Bound(Resource resource, double nanos, double low, double high, String ceiling) {}
