package org.weightbench.analysis.timeline;

/**
 * One value of a series.
 *
 * @param seconds from the start of the load; negative before it
 * @param value in the unit of the series; for a rate over the time since the point before
 */
public record Point(double seconds, double value) {}
