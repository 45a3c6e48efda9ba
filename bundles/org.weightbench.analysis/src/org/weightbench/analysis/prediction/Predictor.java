package org.weightbench.analysis.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.weightbench.analysis.prediction.Prediction.Expected;
import org.weightbench.analysis.roofline.Bound;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.analysis.roofline.ReadWay;
import org.weightbench.analysis.roofline.Resource;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Cell;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.CeilingRequest;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.load.Deliver;
import org.weightbench.quant.FloatFormat;

/**
 * Predicts load times. A load is a pipeline whose stages overlap: the device, the threads that read
 * and work on what they read, those that only dequantize, the one that makes fresh memory present,
 * and the processors that all of them share. Each is given the time that it would take alone, by
 * rates that were measured for the same kind of access with the same number of threads; the whole
 * takes as long as the slowest, and somewhat longer where several come close to it.
 *
 * @param facts of the tensors that are loaded
 * @param ceilings of the machine
 * @param processors how many processors the machine has
 */
public record Predictor(ModelFacts facts, Ceilings ceilings, int processors) {
  private static final double MODEL_ERROR = 0.08;
  private static final double LEAST_BUSY = 0.02;
  private static final double START_NANOS = 4e6;

  /** How sharply the slowest stage decides: the larger, the less the others add. */
  private static final double SHARPNESS = 6;

  /** A ceiling's value at one end of its interval or in the middle. */
  private interface Rate extends ToDoubleFunction<Ceiling> {}

  /** Predicts one cell. */
  public Prediction predict(Cell cell) {
    Optional<ReadWay> way = ReadWay.of(cell.value(Axes.STRATEGY));
    if (way.isEmpty()) {
      return unknown(cell, "another program loads, of which no ceiling tells");
    }
    CacheState cache = cell.value(Axes.CACHE);
    if (cache != CacheState.COLD && cache != CacheState.WARM) {
      return unknown(cell, "what the page cache does is open with cache " + cache.label());
    }
    try {
      Stages stages = new Stages(cell, way.get());
      List<Bound> middle = stages.bounds(Ceiling::median);
      List<Bound> best = stages.bounds(Ceiling::high);
      List<Bound> worst = stages.bounds(Ceiling::low);
      return new Prediction(
          cell,
          Optional.of(
              new Expected(
                  together(middle),
                  together(best) * (1 - MODEL_ERROR),
                  together(worst) * (1 + MODEL_ERROR),
                  middle.stream()
                      .sorted(Comparator.comparingDouble(Bound::nanos).reversed())
                      .toList())),
          "");
    } catch (MissingCeiling missing) {
      return unknown(cell, missing.what);
    }
  }

  private static Prediction unknown(Cell cell, String problem) {
    return new Prediction(cell, Optional.empty(), problem);
  }

  private static double together(List<Bound> bounds) {
    double sum = bounds.stream().mapToDouble(b -> Math.pow(b.nanos(), SHARPNESS)).sum();
    return START_NANOS + Math.pow(sum, 1 / SHARPNESS);
  }

  private static final class MissingCeiling extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;

    MissingCeiling(String what) {
      super(what, null, false, false);
      this.what = what;
    }
  }

  /** The stages of one cell's load. */
  private final class Stages {
    private final ReadWay way;
    private final boolean cold;
    private final Deliver deliver;
    private final int readers;
    private final int dequantizers;
    private final long chunkBytes;

    Stages(Cell cell, ReadWay way) {
      this.way = way;
      cold = cell.value(Axes.CACHE).startsCold();
      deliver = cell.value(Axes.DELIVER);
      readers = cell.value(Axes.THREADS);
      dequantizers = cell.value(Axes.DEQUANTIZE_THREADS);
      chunkBytes = cell.value(Axes.CHUNK);
    }

    List<Bound> bounds(Rate rate) {
      double bytes = facts.tensorBytes();
      Ceiling reading = reading(readers);
      Ceiling alone = reading(1);
      double read = seconds(reading, rate);
      double readWork = bytes / rate.applyAsDouble(reading) * reading.busyProcessors();
      boolean whole = reading.kind() == way.coldIntoFreshMemory();
      boolean ahead = way.ahead() && (cold || way.pastCache());
      double readByOne = ahead ? readWork : seconds(alone, rate);
      double copy =
          copied() && !whole ? bytes * 2 / rate.applyAsDouble(need(CeilingKind.MEMORY_COPY)) : 0;
      double floats = deliver.floats().map(format -> floats(format, rate)).orElse(0.0);
      double fresh =
          deliver == Deliver.MAPPED || whole
              ? 0
              : delivered() / rate.applyAsDouble(need(CeilingKind.MEMORY_FRESH));
      double byReaders = whole ? 0 : readByOne + copy + (dequantizers > 0 ? 0 : floats);
      int all = whole ? processors : readers + dequantizers + (fresh > 0 ? 1 : 0);
      List<Bound> bounds = new ArrayList<>();
      bounds.add(
          read >= byReaders / readers
              ? bound(readingResource(), read, reading)
              : bound(
                  floats > readByOne && dequantizers == 0
                      ? Resource.DEQUANTIZING
                      : readingResource(),
                  byReaders / readers,
                  alone));
      if (dequantizers > 0) {
        bounds.add(new Bound(Resource.DEQUANTIZING, nanos(floats / dequantizers), 0, 0, ""));
      }
      if (fresh > 0) {
        bounds.add(
            bound(Resource.FRESH_MEMORY, fresh / (readers + 1), need(CeilingKind.MEMORY_FRESH)));
      }
      double work = readWork + copy + floats + fresh;
      bounds.add(
          new Bound(
              Resource.PROCESSORS, nanos(work / Math.min(all, processors)), 0, 0, processors + ""));
      return bounds;
    }

    /**
     * The time to read all; the first bytes come faster where storage gives more after a rest. No
     * way of reading is faster than storage is then: what short samples show beyond that was read
     * ahead before them, or saved up by a throttle.
     */
    private double seconds(Ceiling reading, Rate rate) {
      double bytes = facts.tensorBytes();
      Optional<Ceiling> rested = ceilings.best(CeilingKind.SEQUENTIAL_RESTED);
      Optional<Ceiling> direct = ceilings.best(CeilingKind.SEQUENTIAL_DIRECT);
      if (!reading.kind().storage() || rested.isEmpty() || direct.isEmpty()) {
        return bytes / rate.applyAsDouble(reading);
      }
      double lasting = Math.min(rate.applyAsDouble(reading), rested.get().high());
      int threads = reading.conditions().threads() + reading.kind().helpers();
      double idle = threads / Math.max(reading.busyProcessors(), LEAST_BUSY);
      double faster = Math.max(1, Math.min(idle, rested.get().median() / direct.get().median()));
      double atFirst =
          Math.min(bytes, rested.get().median() * CeilingRequest.RESTED_READ.toMillis() / 1e3);
      return atFirst / (lasting * faster) + (bytes - atFirst) / lasting;
    }

    private Resource readingResource() {
      if (cold || way.pastCache()) {
        return Resource.DEVICE;
      }
      return way.mapping() ? Resource.PAGE_FAULTS : Resource.PAGE_CACHE;
    }

    private boolean copied() {
      return way.mapping() && deliver == Deliver.COPIED;
    }

    private double delivered() {
      return deliver
          .floats()
          .map(format -> (double) facts.weights() * format.bytes())
          .orElse((double) facts.tensorBytes());
    }

    private double floats(FloatFormat format, Rate rate) {
      double seconds = 0;
      for (Map.Entry<String, Long> type : facts.weightsByType().entrySet()) {
        Optional<Ceiling> ceiling = ceilings.dequantize(type.getKey(), format.name(), 1);
        if (ceiling.isPresent()) {
          seconds += type.getValue() / rate.applyAsDouble(ceiling.get());
        } else if (type.getValue() > facts.weights() / 50) {
          throw new MissingCeiling(
              "how fast " + type.getKey() + " becomes floats was not measured");
        }
      }
      return seconds;
    }

    private Ceiling need(CeilingKind kind) {
      return ceilings
          .best(kind, 1)
          .orElseThrow(() -> new MissingCeiling("'" + kind.title() + "' was not measured"));
    }

    /** The ceiling of reading like this cell does: the nearest block, depth and threads. */
    private Ceiling reading(int threads) {
      CeilingKind kind = kind();
      List<Ceiling> all = ceilings.of(kind);
      boolean queued = way == ReadWay.QUEUED || way == ReadWay.QUEUED_BUFFERED;
      List<Ceiling> alike =
          all.stream().filter(c -> c.conditions().queueDepth() > 1 == queued).toList();
      boolean alone = kind == CeilingKind.SEQUENTIAL_COLD && way == ReadWay.PREFETCHED;
      int count = queued && !alike.isEmpty() || alone ? 1 : threads;
      List<Ceiling> known = alike.isEmpty() ? all : alike;
      return (kind.storage() ? reached(known, count) : nearest(known, count))
          .orElseThrow(() -> new MissingCeiling("'" + kind.title() + "' was not measured"));
    }

    private Optional<Ceiling> nearest(List<Ceiling> known, int threads) {
      return known.stream()
          .min(
              Comparator.<Ceiling>comparingDouble(c -> distance(c.conditions().threads(), threads))
                  .thenComparingDouble(c -> distance(c.conditions().blockBytes(), chunkBytes)));
    }

    /** More threads get no less from storage than fewer. */
    private Optional<Ceiling> reached(List<Ceiling> known, int threads) {
      List<Ceiling> fewer =
          known.stream().filter(c -> c.conditions().threads() <= threads).toList();
      return (fewer.isEmpty() ? known : fewer)
          .stream()
              .min(
                  Comparator.<Ceiling>comparingDouble(
                          c -> distance(c.conditions().blockBytes(), chunkBytes))
                      .thenComparing(Comparator.comparingDouble(Ceiling::median).reversed()));
    }

    /** What comes straight to where it is delivered has a ceiling of its own. */
    private CeilingKind kind() {
      boolean straight = (cold || way.pastCache()) && deliver == Deliver.COPIED;
      return straight && !ceilings.of(way.coldIntoFreshMemory()).isEmpty()
          ? way.coldIntoFreshMemory()
          : way.kind(cold);
    }

    private static double distance(double a, double b) {
      return Math.abs(Math.log(Math.max(1, a) / Math.max(1, b)));
    }

    private static double nanos(double seconds) {
      return seconds * 1e9;
    }

    private static Bound bound(Resource resource, double seconds, Ceiling ceiling) {
      return new Bound(
          resource,
          nanos(seconds),
          nanos(seconds) * ceiling.median() / ceiling.high(),
          nanos(seconds) * ceiling.median() / ceiling.low(),
          ceiling.text() + " with " + ceiling.conditions().text());
    }
  }
}
