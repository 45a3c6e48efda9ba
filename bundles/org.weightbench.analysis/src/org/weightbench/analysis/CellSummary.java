package org.weightbench.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;

/**
 * What the samples of one cell say.
 *
 * @param cell the settings
 * @param samples all samples in the order in which they were measured, failed ones too
 * @param wallNanos load time of the verified samples; empty when there is none
 */
public record CellSummary(Cell cell, List<Sample> samples, Optional<Estimate> wallNanos) {

  /** Copies the samples. */
  public CellSummary {
    samples = List.copyOf(samples);
  }

  /** Summarizes the samples of a cell. */
  public static CellSummary of(Cell cell, List<Sample> samples) {
    double[] wall = wallNanos(samples);
    return new CellSummary(
        cell, samples, wall.length == 0 ? Optional.empty() : Optional.of(Statistics.median(wall)));
  }

  /** Returns the load times of the verified samples in nanoseconds, in the order of measuring. */
  public double[] verifiedWallNanos() {
    return wallNanos(samples);
  }

  /** Returns what the verified samples measured. */
  public List<Measurement> verified() {
    return verified(samples);
  }

  /** Returns how many samples have a status. */
  public int count(Status status) {
    return (int) samples.stream().filter(sample -> sample.status() == status).count();
  }

  /** Returns bytes of the model per second of load time; empty when there is no verified sample. */
  public Optional<Estimate> bytesPerSecond() {
    List<Measurement> measurements = verified();
    return wallNanos.map(wall -> wall.dividing(measurements.getFirst().logicalBytes() * 1e9));
  }

  /** Tells whether the load times of the verified samples scatter around one value. */
  public Steadiness steadiness() {
    return Steadiness.of(verifiedWallNanos(), wallNanos);
  }

  /** Returns the reasons why samples do not count, each once. */
  public List<String> reasons() {
    return samples.stream().map(Sample::reason).filter(Objects::nonNull).distinct().toList();
  }

  private static double[] wallNanos(List<Sample> samples) {
    return verified(samples).stream().mapToDouble(Measurement::wallNanos).toArray();
  }

  private static List<Measurement> verified(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.status() == Status.VERIFIED)
        .map(Sample::measurement)
        .filter(Objects::nonNull)
        .toList();
  }
}
