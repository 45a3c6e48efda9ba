package org.weightbench.analysis.roofline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Cell;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.load.Deliver;
import org.weightbench.quant.FloatFormat;

/**
 * What bounds the load of one cell.
 *
 * @param bounds the time that each ceiling alone would need, the longest first; a resource that the
 *     cell does not use, or whose ceiling was not measured, is absent
 */
public record Roofline(List<Bound> bounds) {
  /** From which share on either the ceiling or the sample must be wrong. */
  public static final double WRONG_SHARE = 1.05;

  private static final double DECISIVE_SHARE = 0.95;

  /** Sorts the bounds. */
  public Roofline {
    bounds = bounds.stream().sorted(Comparator.comparingDouble(Bound::nanos).reversed()).toList();
  }

  /**
   * Looks up what bounds a load.
   *
   * @param facts of the tensors that the cell loads
   */
  public static Roofline of(ModelFacts facts, Cell cell, Ceilings ceilings) {
    Optional<ReadWay> way = ReadWay.of(cell.value(Axes.STRATEGY));
    boolean cold = cell.value(Axes.CACHE).startsCold();
    Deliver deliver = cell.value(Axes.DELIVER);
    int readers = cell.value(Axes.THREADS);
    int workers = readers + cell.value(Axes.DEQUANTIZE_THREADS);
    double bytes = facts.tensorBytes();
    List<Bound> bounds = new ArrayList<>();
    if (cold || way.map(ReadWay::pastCache).orElse(false)) {
      device(ceilings).map(best -> bound(Resource.DEVICE, bytes, best)).ifPresent(bounds::add);
    }
    if (way.isPresent() && !way.get().pastCache()) {
      boolean mapping = way.get().mapping();
      ceilings
          .best(way.get().kind(false), readers)
          .map(best -> bound(mapping ? Resource.PAGE_FAULTS : Resource.PAGE_CACHE, bytes, best))
          .ifPresent(bounds::add);
    }
    if (deliver != Deliver.MAPPED) {
      double delivered =
          deliver.floats().map(format -> (double) facts.weights() * format.bytes()).orElse(bytes);
      ceilings
          .best(CeilingKind.MEMORY_FRESH, workers + 1)
          .map(best -> bound(Resource.FRESH_MEMORY, delivered, best))
          .ifPresent(bounds::add);
      ceilings
          .best(CeilingKind.MEMORY_WRITE, workers)
          .map(best -> bound(Resource.MEMORY, delivered, best))
          .ifPresent(bounds::add);
      deliver
          .floats()
          .flatMap(format -> dequantizing(facts, format, workers, ceilings))
          .ifPresent(bounds::add);
    }
    return new Roofline(bounds);
  }

  private static Optional<Ceiling> device(Ceilings ceilings) {
    return Stream.of(
            CeilingKind.SEQUENTIAL_DIRECT,
            CeilingKind.SEQUENTIAL_RESTED,
            CeilingKind.SEQUENTIAL_COLD,
            CeilingKind.FAULT_COLD,
            CeilingKind.POPULATE_COLD)
        .flatMap(kind -> ceilings.best(kind).stream())
        .max(Comparator.comparingDouble(Ceiling::median));
  }

  private static Bound bound(Resource resource, double amount, Ceiling ceiling) {
    return new Bound(
        resource,
        amount * 1e9 / ceiling.median(),
        amount * 1e9 / ceiling.high(),
        amount * 1e9 / ceiling.low(),
        ceiling.text() + " with " + ceiling.conditions().text());
  }

  private static Optional<Bound> dequantizing(
      ModelFacts facts, FloatFormat format, int threads, Ceilings ceilings) {
    double nanos = 0;
    double low = 0;
    double high = 0;
    double weights = 0;
    for (var type : facts.weightsByType().entrySet()) {
      Optional<Ceiling> ceiling = ceilings.dequantize(type.getKey(), format.name(), threads);
      if (ceiling.isPresent()) {
        Bound one = bound(Resource.DEQUANTIZING, type.getValue(), ceiling.get());
        nanos += one.nanos();
        low += one.low();
        high += one.high();
        weights += type.getValue();
      }
    }
    if (weights < facts.weights() * DECISIVE_SHARE || weights == 0) {
      return Optional.empty();
    }
    String rate = CeilingKind.DEQUANTIZE.unit().text(weights * 1e9 / nanos);
    return Optional.of(
        new Bound(
            Resource.DEQUANTIZING,
            nanos,
            low,
            high,
            rate + " with " + threads + (threads == 1 ? " thread" : " threads")));
  }

  /** Returns the ceiling that needs the longest; empty when none was measured. */
  public Optional<Bound> binding() {
    return bounds.stream().findFirst();
  }

  /**
   * Returns the share of the binding ceiling that a load reached.
   *
   * @param wallNanos its time
   */
  public OptionalDouble share(double wallNanos) {
    return binding()
        .map(bound -> OptionalDouble.of(bound.nanos() / wallNanos))
        .orElse(OptionalDouble.empty());
  }

  /**
   * Returns why a load that was faster than its ceiling allows cannot be believed; empty when it
   * was not.
   *
   * @param wallNanos its time
   */
  public Optional<String> doubt(double wallNanos) {
    return share(wallNanos).orElse(0) <= WRONG_SHARE
        ? Optional.empty()
        : binding()
            .map(
                bound ->
                    "faster than the "
                        + bound.resource().label()
                        + " allows ("
                        + bound.ceiling()
                        + "), so that either the ceiling or the sample is wrong; measure both"
                        + " again");
  }
}
