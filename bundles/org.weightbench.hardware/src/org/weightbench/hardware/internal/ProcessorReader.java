package org.weightbench.hardware.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.weightbench.hardware.Processor;
import org.weightbench.hardware.Processor.Cache;
import org.weightbench.hardware.Reading;

/** Reads {@code /proc/cpuinfo} and {@code /sys/devices/system/cpu}. */
public final class ProcessorReader {

  private static final String CPUS = "/sys/devices/system/cpu";

  /** The flags of x86 and Arm, as the kernel names them, that vector code depends on. */
  private static final Pattern VECTOR_FLAG =
      Pattern.compile(
          "sse.*|pni|ssse3|avx.*|fma4?|f16c|gfni|amx.*|neon|fphp|asimd.*|sve.*|sme(?!p).*|i8mm|bf16");

  private final Tree tree;
  private final Oshi oshi;
  private final KeyedLines cpuinfo;
  private final Reading<List<String>> folders;

  public ProcessorReader(Tree tree, Oshi oshi) {
    this.tree = tree;
    this.oshi = oshi;
    this.cpuinfo = KeyedLines.read(tree, "/proc/cpuinfo");
    this.folders = onlineFolders();
  }

  /** Reads everything. */
  public Processor read() {
    return new Processor(
        cpuinfo.first("model name", "cpu model").or(oshi::model),
        cpuinfo.first("vendor_id").or(oshi::vendor),
        System.getProperty("os.arch"),
        distinct("topology/physical_package_id").or(oshi::sockets),
        distinct("topology/thread_siblings_list").or(oshi::physicalCores),
        folders.map(List::size).or(oshi::logicalCores),
        smt(),
        caches().or(oshi::caches),
        cpuinfo
            .first("flags", "features")
            .map(
                flags ->
                    Arrays.stream(flags.split("\\s+"))
                        .filter(VECTOR_FLAG.asMatchPredicate())
                        .toList()),
        currentHertz(),
        highest("cpufreq/cpuinfo_max_freq").or(oshi::maximumHertz),
        words("cpufreq/scaling_governor"),
        words("cpufreq/scaling_driver"));
  }

  private Reading<List<String>> onlineFolders() {
    String online = CPUS + "/online";
    return tree.word(online)
        .flatMap(ranges -> Tree.parse(online, ranges, Ranges::numbers))
        .map(numbers -> numbers.stream().map(number -> CPUS + "/cpu" + number).toList());
  }

  private Reading<Integer> distinct(String file) {
    return overAll(file, value -> value).map(values -> new HashSet<>(values).size());
  }

  private Reading<String> words(String file) {
    return overAll(file, value -> value)
        .map(values -> String.join(", ", new LinkedHashSet<>(values)));
  }

  private Reading<Long> highest(String file) {
    return overAll(file, Long::valueOf)
        .map(kilohertz -> 1000 * kilohertz.stream().mapToLong(Long::longValue).max().orElseThrow());
  }

  private Reading<Long> currentHertz() {
    Reading<List<Double>> scaled =
        overAll("cpufreq/scaling_cur_freq", text -> 1e3 * Double.parseDouble(text));
    return scaled
        .or(
            () ->
                cpuinfo
                    .first("cpu MHz")
                    .flatMap(
                        _ ->
                            Tree.parse(
                                cpuinfo.path(),
                                String.join(" ", cpuinfo.all("cpu MHz")),
                                all ->
                                    Arrays.stream(all.split(" "))
                                        .map(text -> 1e6 * Double.parseDouble(text))
                                        .toList())))
        .map(
            hertz ->
                Math.round(
                    hertz.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
  }

  /** One file of each online processor; unknown when one of them cannot be read. */
  private <T> Reading<List<T>> overAll(String file, Function<String, T> parser) {
    return folders.flatMap(
        all -> {
          List<T> values = new ArrayList<>();
          for (String folder : all) {
            String path = folder + "/" + file;
            Reading<T> value = tree.word(path).flatMap(text -> Tree.parse(path, text, parser));
            if (value.find().isEmpty()) {
              return Reading.unknown(value.reason());
            }
            values.add(value.find().orElseThrow());
          }
          return all.isEmpty()
              ? Reading.unknown(CPUS + "/online lists no processor")
              : Reading.known(values);
        });
  }

  private Reading<String> smt() {
    return tree.word(CPUS + "/smt/active")
        .map(
            active ->
                active.equals("1")
                    ? "active"
                    : "inactive (" + tree.text(CPUS + "/smt/control").orElse("no control") + ")");
  }

  private record CacheKind(int level, String kind, long bytes, int lineBytes) {}

  /** Counts each cache once: at the first of the processors that share it. */
  private Reading<List<Cache>> caches() {
    return folders.flatMap(
        all -> {
          Map<CacheKind, Integer> instances = new HashMap<>();
          Set<String> unreadable = new LinkedHashSet<>();
          for (String folder : all) {
            Reading<List<String>> indexes = tree.names(folder + "/cache", "index\\d+");
            if (indexes.find().isEmpty()) {
              unreadable.add(indexes.reason());
            }
            for (String index : indexes.orElse(List.of())) {
              String cache = folder + "/cache/" + index;
              Reading<CacheKind> kind =
                  isFirst(folder, cache) ? kind(cache) : Reading.none("shared");
              kind.find().ifPresent(found -> instances.merge(found, 1, Integer::sum));
              if (kind.state() == Reading.State.UNKNOWN) {
                unreadable.add(kind.reason());
              }
            }
          }
          return unreadable.isEmpty() && !instances.isEmpty()
              ? Reading.known(sorted(instances))
              : Reading.unknown(
                  unreadable.stream().findFirst().orElse(CPUS + " describes no caches"));
        });
  }

  private boolean isFirst(String folder, String cache) {
    String shared = tree.text(cache + "/shared_cpu_list").orElse("");
    String first = shared.split("[-,]", 2)[0];
    return first.isEmpty() || folder.equals(CPUS + "/cpu" + first);
  }

  private Reading<CacheKind> kind(String cache) {
    return tree.number(cache + "/level")
        .flatMap(
            level ->
                tree.word(cache + "/type")
                    .flatMap(
                        type ->
                            bytes(cache + "/size")
                                .flatMap(
                                    bytes ->
                                        tree.number(cache + "/coherency_line_size")
                                            .map(
                                                line ->
                                                    new CacheKind(
                                                        level.intValue(),
                                                        type,
                                                        bytes,
                                                        line.intValue())))));
  }

  private Reading<Long> bytes(String path) {
    return tree.word(path)
        .flatMap(
            text ->
                Tree.parse(
                    path,
                    text,
                    size -> {
                      long number = Long.parseLong(size.replaceAll("[KM]$", ""));
                      return size.endsWith("K")
                          ? number << 10
                          : size.endsWith("M") ? number << 20 : number;
                    }));
  }

  private static List<Cache> sorted(Map<CacheKind, Integer> instances) {
    return instances.entrySet().stream()
        .map(
            entry -> {
              CacheKind kind = entry.getKey();
              return new Cache(
                  kind.level(), kind.kind(), kind.bytes(), entry.getValue(), kind.lineBytes());
            })
        .sorted(
            Comparator.comparingInt(Cache::level)
                .thenComparing(Cache::kind)
                .thenComparingLong(Cache::bytes))
        .toList();
  }
}
