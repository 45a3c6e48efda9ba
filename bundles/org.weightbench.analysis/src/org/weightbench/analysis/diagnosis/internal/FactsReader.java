package org.weightbench.analysis.diagnosis.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.weightbench.analysis.CellSummary;
import org.weightbench.analysis.Result;
import org.weightbench.analysis.diagnosis.Facts;
import org.weightbench.analysis.diagnosis.LoadFacts;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.analysis.timeline.Point;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.analysis.timeline.TimelineTotals;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.GroupMemoryMeasurement;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.hardware.Limits;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Storage;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.load.Phase;

/** Takes the facts out of a result. */
public final class FactsReader {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String ENCRYPTED = "dm-crypt";
  private static final double MEGA = 1e6;
  private static final double QUARTER = 0.25;
  private static final Pattern RSIZE = Pattern.compile("(?:^|,)rsize=(\\d+)");
  private static final Pattern NCONNECT = Pattern.compile("(?:^|,)nconnect=(\\d+)");
  private static final Pattern READ_BYTES =
      Pattern.compile("rbps=(\\d+)|read_bps_device \\S+ (\\d+)");
  private static final Pattern READ_REQUESTS =
      Pattern.compile("riops=(\\d+)|read_iops_device \\S+ (\\d+)");

  private final Map<Measure, Double> numbers = new EnumMap<>(Measure.class);
  private final Map<Word, String> words = new EnumMap<>(Word.class);

  private FactsReader() {}

  /**
   * Reads what the result, its machine, its ceilings and its timelines tell.
   *
   * @param timelines those that are there, by the number of the run
   */
  public static Facts read(
      Result result, Optional<Ceilings> ceilings, Map<Integer, Timeline> timelines) {
    FactsReader around = new FactsReader();
    result.model().ifPresent(around::model);
    result.machine().ifPresent(around::machine);
    ceilings.ifPresent(around::ceilings);
    List<LoadFacts> loads = new ArrayList<>();
    for (CellSummary cell : result.cells()) {
      if (!cell.samples().isEmpty()) {
        loads.add(load(cell, timelines));
      }
    }
    return new Facts(around.numbers, around.words, loads);
  }

  private void model(ModelRecord model) {
    put(Measure.MODEL_BYTES, model.fileBytes());
    put(Measure.TENSOR_BYTES, model.tensorBytes());
    put(Measure.TENSORS, model.tensors());
  }

  private void machine(Machine machine) {
    put(Measure.PROCESSORS, machine.processor().logicalCores());
    put(Measure.PROCESSOR_LIMIT, machine.limits().processors());
    put(Measure.MEMORY, machine.memory().totalBytes());
    put(Measure.MEMORY_LIMIT, machine.limits().memoryBytes());
    put(Measure.NUMA_NODES, machine.memory().numaNodes().map(List::size));
    put(Word.HUGE_PAGES, machine.memory().transparentHugePages());
    machine.storage().stream().findFirst().ifPresent(s -> storage(s, machine.limits()));
  }

  private void storage(Storage storage, Limits limits) {
    put(Word.FILE_SYSTEM, storage.fileSystem());
    put(Word.MOUNT_OPTIONS, storage.mountOptions());
    String options = storage.mountOptions().orElse("");
    find(RSIZE, options).ifPresent(bytes -> put(Measure.NFS_REQUEST_BYTES, bytes));
    find(NCONNECT, options).ifPresent(count -> put(Measure.NFS_CONNECTIONS, count));
    put(Measure.READ_AHEAD, storage.readAheadBytes());
    put(Measure.EXTENTS, storage.fragments());
    for (Storage.Device device : storage.devices().orElse(List.of())) {
      if (device.transport().orElse("").equals(ENCRYPTED)) {
        words.put(Word.ENCRYPTION, ENCRYPTED + " " + device.name());
      }
      for (String limit : limits.io().orElse(List.of())) {
        if (List.of(limit.split(" ")).contains(device.number())) {
          find(READ_BYTES, limit).ifPresent(rate -> put(Measure.READ_LIMIT, rate));
          find(READ_REQUESTS, limit).ifPresent(rate -> put(Measure.REQUEST_LIMIT, rate));
        }
      }
    }
  }

  private void ceilings(Ceilings ceilings) {
    best(ceilings, CeilingKind.SEQUENTIAL_DIRECT)
        .ifPresent(rate -> put(Measure.CEILING_DIRECT, rate));
    best(ceilings, CeilingKind.SEQUENTIAL_COLD).ifPresent(rate -> put(Measure.CEILING_COLD, rate));
    best(ceilings, CeilingKind.SEQUENTIAL_CACHED)
        .ifPresent(rate -> put(Measure.CEILING_CACHED, rate));
    best(ceilings, CeilingKind.MEMORY_WRITE)
        .ifPresent(rate -> put(Measure.CEILING_MEMORY_WRITE, rate));
    highest(single(ceilings, CeilingKind.SEQUENTIAL_DIRECT), Ceiling::median)
        .ifPresent(rate -> put(Measure.CEILING_DIRECT_SINGLE, rate));
    highest(ceilings.of(CeilingKind.RANDOM_DIRECT), Ceiling::requestsPerSecond)
        .ifPresent(rate -> put(Measure.CEILING_RANDOM, rate));
    highest(single(ceilings, CeilingKind.RANDOM_DIRECT), Ceiling::requestsPerSecond)
        .ifPresent(rate -> put(Measure.READ_LATENCY, 1 / rate));
  }

  private static List<Ceiling> single(Ceilings ceilings, CeilingKind kind) {
    return ceilings.of(kind).stream()
        .filter(c -> c.conditions().threads() == 1 && c.conditions().queueDepth() <= 1)
        .toList();
  }

  private static Optional<Double> best(Ceilings ceilings, CeilingKind kind) {
    return highest(ceilings.of(kind), Ceiling::median);
  }

  private static Optional<Double> highest(List<Ceiling> ceilings, ToDoubleFunction<Ceiling> value) {
    return ceilings.stream().map(value::applyAsDouble).filter(v -> v > 0).max(Double::compare);
  }

  private static LoadFacts load(CellSummary cell, Map<Integer, Timeline> timelines) {
    List<Measurement> verified = cell.verified();
    List<Measurement> counted =
        verified.isEmpty()
            ? cell.samples().stream()
                .flatMap(sample -> Optional.ofNullable(sample.measurement()).stream())
                .toList()
            : verified;
    FactsReader load = new FactsReader();
    load.settings(cell);
    load.measured(counted);
    load.timelines(
        cell.samples().stream()
            .flatMap(sample -> Optional.ofNullable(timelines.get(sample.run())).stream())
            .toList());
    String problem = String.join("; ", cell.reasons());
    if (!problem.isEmpty()) {
      load.words.put(Word.PROBLEM, problem);
    }
    return new LoadFacts(cell.cell(), !verified.isEmpty(), load.numbers, load.words);
  }

  private void settings(CellSummary cell) {
    put(Measure.THREADS, Double.parseDouble(cell.cell().text(Axes.THREADS)));
    int dequantizing = cell.cell().value(Axes.DEQUANTIZE_THREADS);
    if (dequantizing > 0) {
      put(Measure.DEQUANTIZE_THREADS, dequantizing);
    }
    Axes.named("queue-depth")
        .filter(axis -> axis.idle().apply(cell.cell()).isEmpty())
        .map(cell.cell()::text)
        .filter(text -> text.matches("\\d+"))
        .ifPresent(depth -> put(Measure.QUEUE_DEPTH, Double.parseDouble(depth)));
  }

  private void measured(List<Measurement> samples) {
    if (samples.isEmpty()) {
      return;
    }
    median(Measure.LOAD_SECONDS, samples, m -> seconds(m.wallNanos()));
    median(Measure.LOAD_RATE, samples, Measurement::bytesPerSecond);
    median(Measure.LOGICAL_BYTES, samples, m -> (double) m.logicalBytes());
    median(Measure.DELIVERED_BYTES, samples, m -> (double) m.deliveredBytes());
    median(Measure.DEVICE_BYTES, samples, m -> number(m.deviceBytes()));
    median(
        Measure.DEVICE_RATE,
        samples,
        m ->
            Optional.ofNullable(m.deviceBytes()).map(b -> b / seconds(m.wallNanos())).orElse(null));
    median(Measure.FOREIGN_BYTES, samples, m -> number(m.foreignDeviceBytes()));
    median(Measure.RESIDENT_BEFORE, samples, m -> m.residencyBefore().share());
    median(Measure.RESIDENT_AFTER, samples, m -> m.residencyAfter().share());
    median(Measure.HEADER_SECONDS, samples, m -> phase(m, Phase.HEADER));
    median(Measure.DEQUANTIZE_SECONDS, samples, m -> phase(m, Phase.DEQUANTIZE));
    counter(Measure.MAJOR_FAULTS, samples, c -> (double) c.majorFaults());
    counter(Measure.MINOR_FAULTS, samples, c -> (double) c.minorFaults());
    counter(Measure.PEAK_MEMORY, samples, c -> (double) c.maxResidentBytes());
    median(
        Measure.BUSY_PROCESSORS,
        samples,
        m ->
            Optional.ofNullable(m.counters())
                .map(c -> (double) (c.userNanos() + c.systemNanos()) / m.wallNanos())
                .orElse(null));
    detail(Measure.READ_AHEAD, samples, d -> number(d.effectiveReadAheadBytes()));
    detail(Measure.MEMORY_LIMIT, samples, d -> number(d.memoryLimitBytes()));
    group(Measure.MEMORY_LIMIT, samples, g -> (double) g.limitBytes());
    group(Measure.GROUP_MEMORY, samples, g -> (double) g.usedBytes());
    group(Measure.GROUP_CACHE, samples, g -> (double) g.cacheBytes());
    String readers =
        samples.stream()
            .flatMap(m -> Optional.ofNullable(m.details()).stream())
            .flatMap(details -> details.readers().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    if (!readers.isEmpty()) {
      words.put(Word.READERS, readers);
    }
    words.put(Word.BOUND_BY, samples.getLast().criticalPhase());
    words.put(Word.RAN, samples.getLast().ran());
  }

  private void timelines(List<Timeline> timelines) {
    List<TimelineTotals> totals = timelines.stream().map(TimelineTotals::of).toList();
    median(Measure.REQUEST_RATE, totals, FactsReader::requestRate);
    median(Measure.REQUEST_BYTES, totals, FactsReader::requestBytes);
    median(Measure.SWAPPED_BYTES, totals, t -> number(t.swappedBytes()));
    median(Measure.EARLY_RATE, timelines, timeline -> rate(timeline, 0, QUARTER));
    median(Measure.LATE_RATE, timelines, timeline -> rate(timeline, 1 - QUARTER, 1));
  }

  private static @Nullable Double requestRate(TimelineTotals totals) {
    return totals.deviceReads().isPresent() && totals.seconds() > 0
        ? (Double) (totals.deviceReads().getAsLong() / totals.seconds())
        : null;
  }

  private static @Nullable Double requestBytes(TimelineTotals totals) {
    return totals.deviceReads().orElse(0) > 0 && totals.deviceReadBytes().isPresent()
        ? (Double)
            ((double) totals.deviceReadBytes().getAsLong() / totals.deviceReads().getAsLong())
        : null;
  }

  /** Mean rate of the device between two shares of the load's time, B/s. */
  private static @Nullable Double rate(Timeline timeline, double from, double to) {
    double seconds = TimelineTotals.of(timeline).seconds();
    OptionalDouble mean =
        SeriesKind.DEVICE_READ_RATE.loadPoints(timeline).stream()
            .filter(p -> p.seconds() >= from * seconds && p.seconds() <= to * seconds)
            .mapToDouble(Point::value)
            .average();
    return mean.isPresent() ? (Double) (mean.getAsDouble() * MEGA) : null;
  }

  private static @Nullable Double number(OptionalLong value) {
    return value.isPresent() ? (Double) (double) value.getAsLong() : null;
  }

  private void counter(
      Measure measure, List<Measurement> samples, Function<Sample.Counters, Double> value) {
    median(measure, samples, m -> Optional.ofNullable(m.counters()).map(value).orElse(null));
  }

  private void detail(
      Measure measure,
      List<Measurement> samples,
      Function<Sample.Details, @Nullable Double> value) {
    median(measure, samples, m -> Optional.ofNullable(m.details()).map(value).orElse(null));
  }

  private void group(
      Measure measure, List<Measurement> samples, Function<GroupMemoryMeasurement, Double> value) {
    detail(measure, samples, d -> Optional.ofNullable(d.groupMemory()).map(value).orElse(null));
  }

  private static @Nullable Double phase(Measurement measurement, Phase phase) {
    String name = phase.name().toLowerCase(Locale.ROOT);
    return measurement.phases().stream()
        .filter(p -> p.phase().equals(name))
        .map(p -> seconds(p.busyNanos()))
        .findFirst()
        .orElse(null);
  }

  private <T> void median(Measure measure, List<T> samples, Function<T, @Nullable Double> value) {
    double[] values =
        samples.stream()
            .flatMap(sample -> Optional.ofNullable(value.apply(sample)).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    if (values.length > 0) {
      put(measure, Median.withDefaults().evaluate(values));
    }
  }

  private static @Nullable Double number(@Nullable Long value) {
    return value == null ? null : (Double) value.doubleValue();
  }

  private static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  private static Optional<Double> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return Optional.of(Double.valueOf(matcher.group(group)));
      }
    }
    return Optional.empty();
  }

  private void put(Measure measure, double value) {
    numbers.put(measure, value);
  }

  private void put(Measure measure, Reading<? extends Number> reading) {
    reading.find().ifPresent(value -> put(measure, value.doubleValue()));
  }

  private void put(Word word, Reading<String> reading) {
    reading.find().ifPresent(value -> words.put(word, value));
  }
}
