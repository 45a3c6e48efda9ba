package org.weightbench.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.weightbench.load.Advice;
import org.weightbench.load.Deliver;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.Placement;
import org.weightbench.load.ReadOrder;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;
import org.weightbench.load.TensorSelection;

/** The axes there are, in the order of columns. */
public final class Axes {
  private static final int MAX_THREADS = 1024;
  private static final int MAX_QUEUE_DEPTH = 1024;
  private static final long CHUNK_STEP = 4096;
  private static final String NONE = "none";
  private static final String SYSTEM = "system";

  /** The strategy by which somebody else's program loads; see {@link #COMMAND}. */
  public static final Strategy EXTERNAL = new ExternalStrategy();

  /** How the bytes come from file to memory. */
  public static final Axis<Strategy> STRATEGY =
      Axis.closed(
              "strategy",
              "Strategy",
              "How the bytes come from file to memory.",
              Stream.concat(Strategies.all().stream(), Stream.of(EXTERNAL)).toList(),
              Strategies.named("read").orElseThrow(),
              Strategy::name)
          .asProminent();

  /** What 'loaded' means. */
  public static final Axis<Deliver> DELIVER =
      Axis.closed(
              "deliver",
              "Deliver",
              "What 'loaded' means: mapped pages, a copy in memory, or dequantized floats.",
              List.of(Deliver.values()),
              Deliver.COPIED,
              Deliver::label)
          .asCondition()
          .asProminent();

  /** What the page cache holds before the load. */
  public static final Axis<CacheState> CACHE =
      Axis.closed(
              "cache",
              "Cache",
              "What the page cache holds of the model just before the load.",
              List.of(CacheState.values()),
              CacheState.COLD,
              CacheState::label)
          .asCondition()
          .asProminent();

  /** Threads that read and copy, and dequantize where none are set apart for that. */
  public static final Axis<Integer> THREADS =
      Axis.open(
              "threads",
              "Threads",
              "Threads that read and copy, and dequantize where none are set apart for that.",
              "a whole number from 1 to " + MAX_THREADS,
              List.of("1", "2", "4", "8", "16"),
              1,
              text -> whole(text, 1, MAX_THREADS),
              String::valueOf)
          .asProminent()
          .idleWhere(cell -> notInCommand(cell, "threads"));

  /** Bytes of one read request. */
  public static final Axis<Long> CHUNK =
      Axis.open(
              "chunk",
              "Chunk",
              "Bytes of one read, copy or dequantize step.",
              "a size from 4 KiB to 1 GiB in whole 4 KiB, such as 4 MiB",
              List.of("256 KiB", "1 MiB", "4 MiB", "16 MiB", "64 MiB"),
              LoadSettings.DEFAULT_CHUNK_BYTES,
              Axes::chunk,
              Quantities::exactBytes)
          .asProminent()
          .idleWhere(cell -> notInCommand(cell, "chunk"));

  /** Threads beside the readers that only dequantize. */
  public static final Axis<Integer> DEQUANTIZE_THREADS =
      Axis.open(
              "dequantize-threads",
              "Dequantize threads",
              "Threads beside the readers that only dequantize; 0 leaves it to the readers.",
              "a whole number from 0 to " + MAX_THREADS,
              List.of("0", "1", "2", "4", "8"),
              0,
              text -> whole(text, 0, MAX_THREADS),
              String::valueOf)
          .idleWhere(
              cell ->
                  notInCommand(cell, "dequantize-threads")
                      .or(
                          () ->
                              reason(
                                  cell.value(DELIVER).floats().isEmpty(),
                                  cell.text(DELIVER) + " tensors are not dequantized")));

  /** Requests, or pieces between reading and dequantizing, that are under way at a time. */
  public static final Axis<Integer> QUEUE_DEPTH =
      Axis.open(
              "queue-depth",
              "Queue depth",
              "Requests, or pieces between reading and dequantizing, that are under way at a time.",
              "a whole number from 1 to " + MAX_QUEUE_DEPTH,
              List.of("1", "4", "16", "32", "64"),
              LoadSettings.DEFAULT_QUEUE_DEPTH,
              text -> whole(text, 1, MAX_QUEUE_DEPTH),
              String::valueOf)
          .idleWhere(
              cell ->
                  notInCommand(cell, "queue-depth")
                      .or(
                          () ->
                              reason(
                                  !cell.value(STRATEGY).polls()
                                      && cell.value(DEQUANTIZE_THREADS) == 0,
                                  "strategy "
                                      + cell.text(STRATEGY)
                                      + " queues nothing without dequantize-threads")));

  /** What the kernel is told about the coming reads. */
  public static final Axis<Advice> ADVICE =
      Axis.closed(
              "advice",
              "Advice",
              "What the kernel is told about the coming reads.",
              List.of(Advice.values()),
              Advice.NONE,
              Advice::label)
          .idleWhere(Axes::adviceNotGiven);

  /** How far the kernel reads ahead on the device; empty as the system has it. */
  public static final Axis<OptionalLong> READ_AHEAD =
      Axis.open(
              "read-ahead",
              "Read-ahead",
              "How far the kernel reads ahead on the device, which is set for the run and set"
                  + " back.",
              SYSTEM + ", or a size from 0 B to 1 GiB in whole 4 KiB, such as 8 MiB",
              List.of(SYSTEM, "128 KiB", "1 MiB", "8 MiB"),
              OptionalLong.empty(),
              Axes::readAhead,
              bytes -> bytes.isPresent() ? Quantities.exactBytes(bytes.getAsLong()) : SYSTEM)
          .idleWhere(
              cell ->
                  reason(
                      !cell.value(STRATEGY).readsAhead(),
                      "strategy " + cell.text(STRATEGY) + " reads past the page cache"));

  /** The pages of the memory that is filled. */
  public static final Axis<DestinationPages> PAGES =
      Axis.closed(
              "pages",
              "Pages",
              "The pages of the memory that is filled, and whether they are touched before.",
              List.of(DestinationPages.values()),
              DestinationPages.AUTO,
              DestinationPages::label)
          .idleWhere(cell -> onlyHere(cell).or(() -> mapped(cell, "whose pages cannot be chosen")));

  /** The order in which the file is read. */
  public static final Axis<ReadOrder> ORDER =
      Axis.closed(
              "order",
              "Order",
              "The order in which the file is read.",
              List.of(ReadOrder.values()),
              ReadOrder.FILE,
              ReadOrder::label)
          .idleWhere(Axes::onlyHere);

  /** Which tensors are loaded. */
  public static final Axis<TensorSelection> TENSORS =
      Axis.open(
              "tensors",
              "Tensors",
              "Which tensors are loaded.",
              TensorSelection.EXPECTED,
              List.of(TensorSelection.ALL.text(), "layers=0-3", "name=*attn*", "experts=none"),
              TensorSelection.ALL,
              TensorSelection::parse,
              TensorSelection::text)
          .asCondition()
          .idleWhere(Axes::onlyHere);

  /** Whether a kernel thread polls the submission queue. */
  public static final Axis<Boolean> SQ_POLL =
      Axis.closed(
              "sq-poll",
              "Polled queue",
              "Whether a kernel thread polls the submission queue of io_uring.",
              List.of(false, true),
              false,
              polled -> polled ? "on" : "off")
          .idleWhere(
              cell ->
                  reason(
                      !cell.value(STRATEGY).polls(),
                      "strategy "
                          + cell.text(STRATEGY)
                          + " has no submission queue that could be polled"));

  /** On which NUMA nodes the filled memory is placed. */
  public static final Axis<Placement> PLACEMENT =
      Axis.closed(
              "placement",
              "Placement",
              "On which NUMA nodes the filled memory is placed.",
              List.of(Placement.values()),
              Placement.SYSTEM,
              Placement::label)
          .idleWhere(cell -> onlyHere(cell).or(() -> mapped(cell, "which cannot be placed")));

  /** Time that a simulated consumer takes for each layer; empty hands over the whole model. */
  public static final Axis<Optional<Duration>> CONSUME =
      Axis.open(
              "consume",
              "Consume",
              "Time that a simulated consumer takes for each layer while the next ones are loaded;"
                  + " none hands over the whole model.",
              NONE + ", or a time up to an hour such as 5 ms",
              List.of(NONE, "0 s", "5 ms", "50 ms"),
              Optional.<Duration>empty(),
              Axes::consume,
              time -> time.map(Quantities::exactDuration).orElse(NONE))
          .asCondition()
          .idleWhere(Axes::onlyHere);

  /** Bytes that are ready or being made ready for the consumer at a time; 0 keeps the model. */
  public static final Axis<Long> WINDOW =
      Axis.open(
              "window",
              "Window",
              "Memory that is ready or being made ready for the consumer at a time; none keeps the"
                  + " whole model.",
              NONE + ", or a size of 1 MiB or more, such as 1 GiB",
              List.of(NONE, "256 MiB", "1 GiB", "4 GiB"),
              0L,
              Axes::window,
              bytes -> bytes == 0 ? NONE : Quantities.exactBytes(bytes))
          .idleWhere(
              cell ->
                  onlyHere(cell)
                      .or(
                          () ->
                              reason(
                                  cell.value(CONSUME).isEmpty(),
                                  "without consume there is no window")));

  /** Memory that a load under pressure is allowed, as a share of the model's files. */
  public static final Axis<Double> MEMORY =
      Axis.open(
              "memory",
              "Memory",
              "Memory that a load with cache pressure is allowed, as a share of the model.",
              "a percentage from 1% to 1000%, such as 50%",
              List.of("25 %", "50 %", "75 %"),
              0.5,
              Axes::memory,
              Quantities::exactPercent)
          .asCondition()
          .idleWhere(
              cell ->
                  reason(
                      cell.value(CACHE) != CacheState.PRESSURE,
                      "only cache " + CacheState.PRESSURE.label() + " limits memory"));

  /** Command line of an external loader. */
  public static final Axis<String> COMMAND =
      Axis.open(
              "command",
              "Command",
              "Command line of strategy external; {model} stands for the model's file, {threads}"
                  + " and {chunk} for the values of the cell, the latter in bytes.",
              NONE + ", or a command line such as 'dd if={model} of=/dev/null bs=1M'",
              List.of(),
              NONE,
              text -> Optional.of(text).filter(line -> !line.isEmpty() && !line.contains("\n")),
              Function.<String>identity())
          .idleWhere(
              cell ->
                  reason(
                      !cell.isExternal(), "only strategy " + EXTERNAL.name() + " runs a command"));

  /** What an external loader prints when it is ready. */
  public static final Axis<String> READY =
      Axis.open(
              "ready",
              "Ready",
              "Regular expression for a line that the command prints when it is ready; exit waits"
                  + " for its end.",
              "exit, or a regular expression such as 'model loaded'",
              List.of("exit"),
              "exit",
              Axes::expression,
              Function.<String>identity())
          .idleWhere(
              cell ->
                  reason(
                      !cell.isExternal(), "only strategy " + EXTERNAL.name() + " runs a command"));

  private static final List<Axis<?>> ALL =
      List.of(
          STRATEGY,
          DELIVER,
          CACHE,
          THREADS,
          CHUNK,
          DEQUANTIZE_THREADS,
          QUEUE_DEPTH,
          ADVICE,
          READ_AHEAD,
          PAGES,
          ORDER,
          TENSORS,
          SQ_POLL,
          PLACEMENT,
          CONSUME,
          WINDOW,
          MEMORY,
          COMMAND,
          READY);

  private Axes() {}

  /** Returns all axes in the order of columns. */
  public static List<Axis<?>> all() {
    return ALL;
  }

  /** Finds an axis by its name. */
  public static Optional<Axis<?>> named(String name) {
    return ALL.stream().<Axis<?>>map(axis -> axis).filter(a -> a.name().equals(name)).findFirst();
  }

  static boolean isExternal(Strategy strategy) {
    return strategy == EXTERNAL;
  }

  private static Optional<String> reason(boolean applies, String reason) {
    return applies ? Optional.of(reason) : Optional.empty();
  }

  private static Optional<String> onlyHere(Cell cell) {
    return reason(cell.isExternal(), "strategy " + EXTERNAL.name() + " decides that itself");
  }

  private static Optional<String> notInCommand(Cell cell, String axis) {
    return reason(
        cell.isExternal() && !cell.value(COMMAND).contains("{" + axis + "}"),
        "the command has no {" + axis + "}");
  }

  private static Optional<String> adviceNotGiven(Cell cell) {
    return reason(
        !cell.value(STRATEGY).advices().contains(cell.value(ADVICE)),
        "strategy "
            + cell.text(STRATEGY)
            + " gives the kernel no advice '"
            + cell.text(ADVICE)
            + "'");
  }

  private static Optional<String> mapped(Cell cell, String why) {
    return reason(
        cell.value(DELIVER) == Deliver.MAPPED, "mapped tensors lie in the page cache, " + why);
  }

  private static Optional<Integer> whole(String text, int least, int most) {
    if (!text.matches("\\d{1,4}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number >= least && number <= most ? Optional.of(number) : Optional.empty();
  }

  private static Optional<Long> chunk(String text) {
    long bytes = Quantities.parseBytes(text).orElse(0);
    return bytes >= CHUNK_STEP && bytes <= LoadSettings.MAX_CHUNK_BYTES && bytes % CHUNK_STEP == 0
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static Optional<OptionalLong> readAhead(String text) {
    if (text.equals(SYSTEM)) {
      return Optional.of(OptionalLong.empty());
    }
    OptionalLong bytes = Quantities.parseBytes(text);
    return bytes.isPresent()
            && bytes.getAsLong() <= LoadSettings.MAX_CHUNK_BYTES
            && bytes.getAsLong() % CHUNK_STEP == 0
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private static Optional<Optional<Duration>> consume(String text) {
    return text.equals(NONE)
        ? Optional.of(Optional.empty())
        : Quantities.parseDuration(text)
            .filter(time -> time.compareTo(Duration.ofHours(1)) <= 0)
            .map(Optional::of);
  }

  private static Optional<Long> window(String text) {
    if (text.equals(NONE)) {
      return Optional.of(0L);
    }
    long bytes = Quantities.parseBytes(text).orElse(0);
    return bytes >= 1 << 20 ? Optional.of(bytes) : Optional.empty();
  }

  private static Optional<Double> memory(String text) {
    OptionalDouble share = Quantities.parsePercent(text);
    return share.isPresent() && share.getAsDouble() >= 0.01 && share.getAsDouble() <= 10
        ? Optional.of(share.getAsDouble())
        : Optional.empty();
  }

  private static Optional<String> expression(String text) {
    try {
      Pattern.compile(text);
      return text.isEmpty() || text.contains("\n") ? Optional.empty() : Optional.of(text);
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }
}
