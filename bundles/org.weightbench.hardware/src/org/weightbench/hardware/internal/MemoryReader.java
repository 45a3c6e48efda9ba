package org.weightbench.hardware.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightbench.hardware.Memory;
import org.weightbench.hardware.Memory.HugePagePool;
import org.weightbench.hardware.Memory.NumaNode;
import org.weightbench.hardware.Reading;
import org.weightbench.os.FreePageReporting;

/** Reads {@code /proc/meminfo}, {@code /sys/kernel/mm} and {@code /sys/devices/system/node}. */
public final class MemoryReader {

  private static final String AUXILIARY = "/proc/self/auxv";
  private static final long AT_PAGESZ = 6;
  private static final String NODES = "/sys/devices/system/node";
  private static final String CONTROLLERS = "/sys/devices/system/edac/mc";
  private static final Pattern CHANNEL = Pattern.compile("channel (\\d+)");
  private static final String POOLS = "/sys/kernel/mm/hugepages";
  private static final String TRANSPARENT = "/sys/kernel/mm/transparent_hugepage";

  private final Tree tree;
  private final Oshi oshi;
  private final KeyedLines meminfo;

  public MemoryReader(Tree tree, Oshi oshi) {
    this.tree = tree;
    this.oshi = oshi;
    this.meminfo = KeyedLines.read(tree, "/proc/meminfo");
  }

  /** Reads everything. */
  public Memory read() {
    return new Memory(
        meminfo.bytes("MemTotal").or(oshi::memoryBytes),
        meminfo.bytes("MemAvailable").or(oshi::availableBytes),
        pageBytes().or(oshi::pageBytes),
        new DmiReader(tree).memoryModules().or(oshi::memoryModules),
        channels(),
        numaNodes(),
        tree.chosen(TRANSPARENT + "/enabled"),
        tree.chosen(TRANSPARENT + "/defrag"),
        hugePagePools(),
        Reading.known(FreePageReporting.active(tree.root())),
        meminfo.bytes("SwapTotal").or(oshi::swapTotalBytes),
        meminfo.bytes("SwapFree").or(oshi::swapFreeBytes),
        tree.number("/proc/sys/vm/swappiness").map(Long::intValue));
  }

  /** The kernel hands the page size to each process as AT_PAGESZ, see getauxval(3). */
  private Reading<Long> pageBytes() {
    return tree.bytes(AUXILIARY)
        .flatMap(
            bytes -> {
              LongBuffer pairs =
                  ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer();
              while (pairs.remaining() >= 2) {
                long type = pairs.get();
                long value = pairs.get();
                if (type == AT_PAGESZ) {
                  return Reading.known(value);
                }
              }
              return Reading.unknown(AUXILIARY + " has no AT_PAGESZ");
            });
  }

  /** Each module states its place: 'channel 0 slot 1' (the kernel's admin-guide, RAS). */
  private Reading<Integer> channels() {
    return tree.names(CONTROLLERS, "mc\\d+")
        .flatMap(
            controllers -> {
              Set<String> channels = new HashSet<>();
              for (String controller : controllers) {
                String folder = CONTROLLERS + "/" + controller;
                for (String module : tree.names(folder, "(dimm|rank)\\d+").orElse(List.of())) {
                  Matcher place =
                      CHANNEL.matcher(
                          tree.text(folder + "/" + module + "/dimm_location").orElse(""));
                  if (place.find()) {
                    channels.add(controller + " " + place.group(1));
                  }
                }
              }
              return channels.isEmpty()
                  ? Reading.unknown(CONTROLLERS + " lists no memory module")
                  : Reading.known(channels.size());
            });
  }

  private Reading<List<NumaNode>> numaNodes() {
    return tree.names(NODES, "node\\d+")
        .flatMap(
            names -> {
              List<NumaNode> nodes = new ArrayList<>();
              for (String name : names) {
                int id = Integer.parseInt(name.substring("node".length()));
                Reading<NumaNode> node = numaNode(id, NODES + "/" + name);
                if (node.find().isEmpty()) {
                  return Reading.unknown(node.reason());
                }
                nodes.add(node.find().orElseThrow());
              }
              return Reading.known(nodes);
            });
  }

  /** Its lines read 'Node 0 MemTotal: 1234 kB'. */
  private Reading<NumaNode> numaNode(int id, String folder) {
    return KeyedLines.read(tree, folder + "/meminfo")
        .bytes("Node " + id + " MemTotal")
        .flatMap(
            bytes -> tree.text(folder + "/cpulist").map(cpus -> new NumaNode(id, bytes, cpus)));
  }

  private Reading<List<HugePagePool>> hugePagePools() {
    return tree.names(POOLS, "hugepages-\\d+kB")
        .flatMap(
            names -> {
              List<HugePagePool> pools = new ArrayList<>();
              for (String name : names) {
                Reading<Long> pages = tree.number(POOLS + "/" + name + "/nr_hugepages");
                if (pages.find().isEmpty()) {
                  return Reading.unknown(pages.reason());
                }
                long kibibytes = Long.parseLong(name.replaceAll("\\D", ""));
                pools.add(new HugePagePool(kibibytes * 1024, pages.find().orElseThrow()));
              }
              return Reading.known(pools);
            });
  }
}
