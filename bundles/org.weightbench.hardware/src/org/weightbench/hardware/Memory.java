package org.weightbench.hardware;

import java.util.List;
import java.util.Objects;

/**
 * Main memory, its pages and swap.
 *
 * @param totalBytes what the kernel can use
 * @param availableBytes what programs could get without swapping, at the moment of reading
 * @param pageBytes size of a normal page
 * @param modules the memory modules in their slots; on Linux only root can read them
 * @param channels memory channels with a module, as the memory controllers' driver (EDAC) counts
 * @param numaNodes nodes that have memory or processors
 * @param transparentHugePages 'always', 'madvise' or 'never'
 * @param transparentHugePageDefrag the chosen way to make huge pages free
 * @param hugePagePools the reserved huge pages, one entry for each size
 * @param freeMemoryReported whether this is a virtual machine that gives free memory back to its
 *     host, from which whoever needs it next must fetch it
 * @param swapTotalBytes all swap areas together, 0 without swap
 * @param swapFreeBytes unused swap at the moment of reading
 * @param swappiness how readily the kernel swaps: 0 to 200
 */
public record Memory(
    @Titled(value = "Total", unit = Unit.BYTES) Reading<Long> totalBytes,
    @Titled(value = "Available", unit = Unit.BYTES, momentary = true) Reading<Long> availableBytes,
    @Titled(value = "Page size", unit = Unit.BYTES) Reading<Long> pageBytes,
    @Titled("Modules") Reading<List<MemoryModule>> modules,
    @Titled("Channels in use") Reading<Integer> channels,
    @Titled("NUMA nodes") Reading<List<NumaNode>> numaNodes,
    @Titled("Transparent huge pages") Reading<String> transparentHugePages,
    @Titled("Transparent huge page defrag") Reading<String> transparentHugePageDefrag,
    @Titled("Reserved huge pages") Reading<List<HugePagePool>> hugePagePools,
    @Titled("Given back to host when free") Reading<Boolean> freeMemoryReported,
    @Titled(value = "Swap", unit = Unit.BYTES) Reading<Long> swapTotalBytes,
    @Titled(value = "Swap free", unit = Unit.BYTES, momentary = true) Reading<Long> swapFreeBytes,
    @Titled("Swappiness") Reading<Integer> swappiness) {

  /** A file of an older version lacks what it did not ask for. */
  public Memory {
    freeMemoryReported =
        Objects.requireNonNullElseGet(freeMemoryReported, () -> Reading.unknown(Reading.OLDER));
  }

  /**
   * One memory module.
   *
   * @param slot the label of its slot, which usually tells the channel
   * @param kind such as 'DDR5'
   * @param bytes capacity
   * @param transfersHertz its data rate as the firmware states it
   */
  public record MemoryModule(String slot, String kind, long bytes, long transfersHertz)
      implements Printable {

    @Override
    public String text() {
      return slot
          + ": "
          + Unit.BYTES.text(bytes)
          + " "
          + kind
          + " at "
          + transfersHertz / 1_000_000
          + " MT/s";
    }
  }

  /**
   * One NUMA node.
   *
   * @param id the kernel's number
   * @param totalBytes memory of this node
   * @param processors its logical processors as a list of ranges: '0-15,32-47'; may be empty
   */
  public record NumaNode(int id, long totalBytes, String processors) implements Printable {

    @Override
    public String text() {
      return id
          + ": "
          + Unit.BYTES.text(totalBytes)
          + (processors.isEmpty() ? " (no CPUs)" : " (CPUs " + processors + ")");
    }
  }

  /**
   * The huge pages of one size that are reserved for programs which ask for them.
   *
   * @param pageBytes size of one page
   * @param pages how many are reserved
   */
  public record HugePagePool(long pageBytes, long pages) implements Printable {

    @Override
    public String text() {
      return pages + " × " + Unit.BYTES.text(pageBytes);
    }
  }
}
