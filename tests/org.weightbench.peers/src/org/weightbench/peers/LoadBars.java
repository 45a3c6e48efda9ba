package org.weightbench.peers;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.load.Deliver;
import org.weightbench.load.DestinationPages;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.PlannedTensor;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;
import org.weightbench.os.HostMemory;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.PageCache;
import org.weightbench.os.PageKind;
import org.weightbench.os.Residency;
import org.weightbench.quant.Dequantizer;

/**
 * Loads beside those who do the same or the least of it, in interleaved rounds: fio, llama.cpp,
 * {@code MemorySegment.copy}, reading alone and dequantizing alone. Every cold run starts with a
 * file whose residency was measured to be at most 0.1 %, every warm one at least 99.9 %.
 */
final class LoadBars {
  private static final long COPY_PIECE_BYTES = 16L << 20;
  private static final int VOCABULARY = 128_256;
  private static final String TOKENS = "tokenizer.ggml.tokens";
  private static final String DEQUANTIZING = "dequantizing alone, 2 threads";
  private static final int OPENS = 20;
  private static final int WARM_TRIES = 3;

  private static final long MEBI = 1L << 20;

  /** What a load needs beside what it fills, and room for pages that others take meanwhile. */
  private static final long SPARE_BYTES = 256 * MEBI;

  /** Bytes a second of a disk throttled by {@code throttled-disk}. */
  private static final double THROTTLE = 160e6;

  /** Longer than touching a few GiB of memory takes. */
  private static final Duration REST = Duration.ofSeconds(2);

  /** A throttled disk saves up nothing beyond a tenth of a second. */
  private static final Duration REST_BESIDE_A_THROTTLE = Duration.ofMillis(300);

  private final Path model;
  private final Schedule schedule;
  private final EvenRest rest;
  private final long bytes;
  private final long weights;
  private final List<TensorType> types;

  private LoadBars(Path model, Schedule schedule, EvenRest rest) throws IOException {
    this.model = model;
    this.schedule = schedule;
    this.rest = rest;
    try (GgufModel opened = GgufModel.open(model)) {
      bytes = opened.tensorBytes();
      weights = opened.tensors().stream().mapToLong(TensorInfo::weights).sum();
      types =
          opened.tensors().stream().flatMap(tensor -> tensor.type().stream()).distinct().toList();
    }
  }

  /** Runs the bar that the first argument names on the model of the second one. */
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length < 2) {
      throw new IllegalArgumentException(
          "usage: LoadBars BAR MODEL.gguf [ROUNDS [FILE [SECONDS]]]");
    }
    Duration rest = arguments[0].equals("throttled") ? REST_BESIDE_A_THROTTLE : REST;
    LoadBars bars =
        new LoadBars(
            Path.of(arguments[1]).toRealPath(), Schedule.parse(arguments, 2), new EvenRest(rest));
    switch (arguments[0]) {
      case "cold-copied" -> bars.coldBesideFio();
      case "cold-llama" -> bars.coldBesideLlama();
      case "cold-mapped" -> bars.coldMappedBesideLlama();
      case "warm-mapped" -> bars.warmMappedBesideLlama();
      case "warm-copied" -> bars.warmCopiedBesideMemory();
      case "floats" -> bars.floatsBesideTheirParts();
      case "memory" -> bars.peakMemory();
      case "header" -> bars.headerBesideGgml();
      case "listing" -> bars.listing();
      case "throttled" -> bars.throttled();
      default -> throw new IllegalArgumentException("there is no bar '" + arguments[0] + "'");
    }
  }

  private static LoadSettings settings(
      String strategy, Deliver deliver, int threads, long chunkMebibytes) {
    return LoadSettings.of(
        Strategies.named(strategy).orElseThrow(), deliver, threads, chunkMebibytes * MEBI);
  }

  private static LoadSettings queued(int depth, long chunkMebibytes) {
    return settings("uring-direct", Deliver.COPIED, 1, chunkMebibytes).withQueueDepth(depth);
  }

  /** The settings for which direct loads come closest to the device here. */
  private static List<LoadSettings> fastDirect() {
    DestinationPages pages = DestinationPages.HUGE;
    return List.of(
        queued(32, 4).withPages(pages), settings("direct", Deliver.COPIED, 2, 4).withPages(pages));
  }

  private static String name(LoadSettings settings) {
    return "%s %s %d+%d threads, %d MiB, depth %d, %s"
        .formatted(
            settings.strategy().name(),
            settings.deliver().label(),
            settings.readThreads(),
            settings.dequantizeThreads(),
            settings.chunkBytes() / MEBI,
            settings.queueDepth(),
            settings.pages().label());
  }

  private void evict() throws IOException {
    Residency left = PageCache.evict(model);
    if (!(left.fraction() <= 0.001)) {
      throw new IOException("the file is not cold: " + left);
    }
  }

  private void warm() throws IOException {
    Residency present = PageCache.residency(model);
    for (int i = 0; i < WARM_TRIES && !(present.fraction() >= 0.999); i++) {
      present = PageCache.warm(model);
    }
    if (!(present.fraction() >= 0.999)) {
      throw new IOException("the file is not warm: " + present);
    }
  }

  /** Fills the page cache in one sequential pass, whatever earlier loads have left there. */
  private void warmAnew() throws IOException {
    evict();
    warm();
  }

  /** A cold run that fills as much memory as the model has, in the page cache or beside it. */
  private Rounds.Run cold(String name, Rounds.Run run) {
    return cold(name, bytes, run);
  }

  /**
   * A cold run.
   *
   * @param filledBytes memory that it fills, which is claimed from a virtual machine's host before,
   *     for whomever it is
   */
  private Rounds.Run cold(String name, long filledBytes, Rounds.Run run) {
    return () -> {
      evict();
      rest.awaitTurn(name);
      HostMemory.claim(filledBytes + SPARE_BYTES);
      return run.seconds();
    };
  }

  private Rounds.Run warm(Rounds.Run run) {
    return () -> {
      warm();
      return run.seconds();
    };
  }

  private double load(LoadSettings settings) throws IOException {
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      return rest.readFor(loaded.report().wallNanos() / 1e9);
    }
  }

  private List<String> addCold(Map<String, Rounds.Run> contestants, List<LoadSettings> all)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (LoadSettings settings : all) {
      Loader.warmUp(settings, types);
      names.add(name(settings));
      contestants.put(
          name(settings), cold(name(settings), filledBytes(settings), () -> load(settings)));
    }
    return names;
  }

  private long filledBytes(LoadSettings settings) {
    return settings.deliver().floats().map(format -> weights * format.bytes()).orElse(bytes);
  }

  private void coldBesideFio() throws Throwable {
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    List<String> jobs = new ArrayList<>();
    long fileBytes = Files.size(model);
    for (int depth : new int[] {1, 8, 32}) {
      String job = "fio, depth " + depth + ", " + Fio.memory();
      jobs.add(job);
      contestants.put(
          job, cold(job, () -> rest.readFor(Fio.seconds(model, depth)) * bytes / fileBytes));
    }
    LoadSettings fastest = queued(32, 4);
    List<String> touched =
        addCold(contestants, List.of(fastest.withPages(DestinationPages.HUGE_TOUCHED)));
    List<String> fresh = addCold(contestants, List.of(fastest.withPages(DestinationPages.HUGE)));
    Rounds measured = Rounds.of(schedule, contestants);
    measured.print(bytes);
    measured.compareSpeed(measured.fastest(touched), measured.fastest(jobs), 0.97);
    measured.compareSpeed(measured.fastest(fresh), measured.fastest(jobs), 0.92);
  }

  private void coldBesideLlama() throws Throwable {
    LlamaLoads llama = new LlamaLoads();
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    for (String mode : List.of("none", "dio")) {
      String name = "llama.cpp " + mode;
      contestants.put(name, cold(name, () -> rest.readFor(llama.seconds(model, mode))));
    }
    List<String> ours = addCold(contestants, fastDirect());
    Rounds measured = Rounds.of(schedule, contestants);
    measured.print(bytes);
    for (String mode : List.of("none", "dio")) {
      measured.compareSpeed(measured.fastest(ours), "llama.cpp " + mode, 1.6);
    }
  }

  private void coldMappedBesideLlama() throws Throwable {
    LlamaLoads llama = new LlamaLoads();
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    String name = "llama.cpp mmap";
    contestants.put(name, cold(name, () -> rest.readFor(llama.seconds(model, "mmap"))));
    List<String> ours =
        addCold(
            contestants,
            List.of(
                settings("mmap", Deliver.MAPPED, 2, 4),
                settings("mmap-populate", Deliver.MAPPED, 2, 16),
                settings("mmap-prefetch", Deliver.MAPPED, 2, 4)));
    Rounds measured = Rounds.of(schedule, contestants);
    measured.print(bytes);
    measured.compareSpeed(measured.fastest(ours), "llama.cpp mmap", 1);
  }

  private void warmMappedBesideLlama() throws Throwable {
    warmAnew();
    LlamaLoads llama = new LlamaLoads();
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    contestants.put("llama.cpp mmap", warm(() -> llama.seconds(model, "mmap")));
    List<String> ours = new ArrayList<>();
    for (LoadSettings settings :
        List.of(
            settings("mmap", Deliver.MAPPED, 2, 16),
            settings("mmap-populate", Deliver.MAPPED, 2, 64))) {
      Loader.warmUp(settings, types);
      ours.add(name(settings));
      contestants.put(name(settings), warm(() -> load(settings)));
    }
    Rounds measured = Rounds.of(schedule, contestants);
    measured.print(bytes);
    measured.compareSpeed(measured.fastest(ours), "llama.cpp mmap", 2);
  }

  private void warmCopiedBesideMemory() throws Throwable {
    warmAnew();
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    List<String> ours = new ArrayList<>();
    for (LoadSettings one :
        List.of(
            settings("mmap-populate", Deliver.COPIED, 2, 16),
            settings("mmap-populate", Deliver.COPIED, 2, 64),
            settings("mmap", Deliver.COPIED, 2, 16))) {
      LoadSettings settings = one.withPages(DestinationPages.HUGE_TOUCHED);
      Loader.warmUp(settings, types);
      ours.add(name(settings));
      contestants.put(name(settings), warm(() -> load(settings)));
    }
    try (NativeMemory source = NativeMemory.allocate(bytes, PageKind.HUGE)) {
      source.segment().fill((byte) 1);
      contestants.put("MemorySegment.copy, 2 threads", () -> copy(source.segment(), 2));
      Rounds measured = Rounds.of(schedule, contestants);
      measured.print(bytes);
      measured.compareSpeed(measured.fastest(ours), "MemorySegment.copy, 2 threads", 0.9);
    }
  }

  private static double copy(MemorySegment source, int threads) throws Throwable {
    long bytes = source.byteSize();
    try (NativeMemory target = NativeMemory.allocate(bytes, PageKind.HUGE)) {
      target.touch(0, bytes);
      return timed(
          threads,
          Math.toIntExact(Math.ceilDiv(bytes, COPY_PIECE_BYTES)),
          piece -> {
            long at = piece * COPY_PIECE_BYTES;
            MemorySegment.copy(
                source, at, target.segment(), at, Math.min(COPY_PIECE_BYTES, bytes - at));
          });
    }
  }

  @FunctionalInterface
  private interface Work {
    void doPiece(int piece);
  }

  /** Returns the seconds that threads take for pieces that they take in turn. */
  private static double timed(int threads, int pieces, Work work) throws Throwable {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(
                () -> {
                  for (int piece = next.getAndIncrement();
                      piece < pieces;
                      piece = next.getAndIncrement()) {
                    work.doPiece(piece);
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void floatsBesideTheirParts() throws Throwable {
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    List<String> ours = addCold(contestants, List.of(floats(1, 8), floats(2, 8), floats(1, 16)));
    List<String> reads =
        addCold(contestants, List.of(queued(32, 4).withPages(DestinationPages.HUGE_TOUCHED)));
    contestants.put(
        DEQUANTIZING, cold(DEQUANTIZING, bytes + weights * Float.BYTES, this::dequantizeAlone));
    Rounds measured = Rounds.of(schedule, contestants);
    measured.print(0);
    String read = reads.getFirst();
    String slower = measured.median(read) > measured.median(DEQUANTIZING) ? read : DEQUANTIZING;
    measured.compareSpeed(measured.fastest(ours), slower, 1 / 1.10);
  }

  /** One thread reads and one dequantizes, by way of memory that a cache can hold. */
  private static LoadSettings floats(long chunkMebibytes, int depth) {
    return settings("uring-direct", Deliver.F32, 1, chunkMebibytes)
        .withQueueDepth(depth)
        .withDequantizeThreads(1)
        .withPages(DestinationPages.HUGE_TOUCHED);
  }

  /** A run of weights of one tensor. */
  private record Piece(
      Dequantizer dequantizer, MemorySegment blocks, long from, long target, long weights) {}

  private double dequantizeAlone() throws Throwable {
    LoadSettings copied = fastDirect().getFirst();
    try (LoadedModel stored = Loader.load(model, copied, Progress.NONE)) {
      rest.readFor(stored.report().wallNanos() / 1e9);
      List<Piece> pieces = new ArrayList<>();
      long target = 0;
      for (PlannedTensor tensor : stored.tensors()) {
        TensorInfo info = tensor.info();
        Dequantizer dequantizer = Dequantizer.of(tensor.type());
        long most = MEBI / tensor.type().blockBytes() * tensor.type().blockWeights();
        for (long done = 0; done < info.weights(); done += most) {
          long weights = Math.min(most, info.weights() - done);
          pieces.add(
              new Piece(
                  dequantizer,
                  stored.tensor(info.name()),
                  tensor.type().bytesFor(done),
                  target + done * Float.BYTES,
                  weights));
        }
        target += info.weights() * Float.BYTES;
      }
      try (NativeMemory floats = NativeMemory.allocate(target, PageKind.HUGE)) {
        floats.touch(0, target);
        return timed(
            2,
            pieces.size(),
            i -> {
              Piece piece = pieces.get(i);
              piece.dequantizer.dequantize(
                  piece.blocks, piece.from, floats.segment(), piece.target, piece.weights);
            });
      }
    }
  }

  private void peakMemory() throws Throwable {
    for (Strategy strategy : Strategies.all()) {
      Capability capability = strategy.availability(model);
      if (!capability.available()) {
        System.out.println(strategy.name() + ": " + capability.reason());
        continue;
      }
      for (Deliver deliver : List.of(Deliver.COPIED, Deliver.F32)) {
        evict();
        System.out.println(PeakMemory.inFreshProcess(model, strategy.name(), deliver));
      }
    }
  }

  private void headerBesideGgml() throws Throwable {
    Path folder = Files.createTempDirectory("weightbench-peers");
    Path file = folder.resolve("vocabulary.gguf");
    try {
      writeVocabulary(file);
      LlamaCpp llama = new LlamaCpp(NativeLibrary.extractedTo(folder));
      Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
      contestants.put(
          "gguf_init_from_file", () -> repeated(() -> llama.readTensorCount(file).orElseThrow()));
      contestants.put(
          "GgufModel.open",
          () ->
              repeated(
                  () -> {
                    try (GgufModel opened = GgufModel.open(file)) {
                      return opened.tensors().size();
                    }
                  }));
      contestants.put(
          "GgufModel.open and every token as a String",
          () ->
              repeated(
                  () -> {
                    try (GgufModel opened = GgufModel.open(file)) {
                      return (long) VOCABULARY
                          - opened.metadata().array(TOKENS).orElseThrow().strings().size();
                    }
                  }));
      for (Rounds.Run run : contestants.values()) {
        run.seconds();
      }
      Rounds measured = Rounds.of(schedule, contestants);
      measured.print(0);
      measured.compareSpeed("GgufModel.open", "gguf_init_from_file", 4);
    } finally {
      Files.deleteIfExists(folder.resolve("libjllama.so"));
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void writeVocabulary(Path file) throws IOException {
    List<String> tokens = IntStream.range(0, VOCABULARY).mapToObj(i -> "token" + i).toList();
    List<String> merges = IntStream.range(0, 2 * VOCABULARY).mapToObj(i -> "tok en" + i).toList();
    Metadata metadata =
        Metadata.of(
            Map.of(
                "general.architecture",
                MetadataValue.string("llama"),
                TOKENS,
                MetadataValue.strings(tokens),
                "tokenizer.ggml.merges",
                MetadataValue.strings(merges)));
    try (GgufWriter writer = GgufWriter.create(file, metadata, List.of(), Progress.NONE)) {
      writer.finish();
    }
  }

  @FunctionalInterface
  private interface Opening {
    long tensors() throws Throwable;
  }

  private static double repeated(Opening opening) throws Throwable {
    long start = System.nanoTime();
    long found = 0;
    for (int i = 0; i < OPENS; i++) {
      found += opening.tensors();
    }
    double seconds = (System.nanoTime() - start) / 1e9 / OPENS;
    if (found != 0) {
      throw new IOException("tensors were found where there are none");
    }
    return seconds;
  }

  private void listing() throws Throwable {
    String command = System.getProperty("org.weightbench.peers.command", "");
    Rounds measured =
        Rounds.of(
            schedule,
            Map.of(
                "weightbench inspect",
                () -> {
                  long start = System.nanoTime();
                  Process process =
                      new ProcessBuilder(command, "inspect", model.toString(), "--tensors")
                          .redirectError(ProcessBuilder.Redirect.INHERIT)
                          .start();
                  long printed = process.getInputStream().readAllBytes().length;
                  if (process.waitFor() != 0 || printed == 0) {
                    throw new IOException(command + " inspect failed");
                  }
                  return (System.nanoTime() - start) / 1e9;
                }));
    measured.print(0);
    System.out.println(
        "at most 0.5 s asked: "
            + (measured.median("weightbench inspect") < 0.5 ? "held" : "MISSED"));
  }

  private void throttled() throws Throwable {
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    List<LoadSettings> all = new ArrayList<>();
    for (Strategy strategy : Strategies.all()) {
      Capability capability = strategy.availability(model);
      if (capability.available()) {
        all.add(LoadSettings.of(strategy, Deliver.COPIED));
      } else {
        System.out.println(strategy.name() + ": " + capability.reason());
      }
    }
    contestants.put("the throttle", () -> bytes / THROTTLE);
    List<String> names = addCold(contestants, all);
    Rounds measured = Rounds.of(schedule, contestants);
    measured.print(bytes);
    names.forEach(name -> measured.compareSpeed(name, "the throttle", 0.97));
  }
}
