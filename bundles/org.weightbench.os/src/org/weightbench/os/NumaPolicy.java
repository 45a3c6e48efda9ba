package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.MemoryPolicy;
import org.weightbench.os.internal.Mmap;
import org.weightbench.os.internal.PageSize;

/**
 * From which NUMA nodes pages come that are touched for the first time. Where there is one node
 * both policies come to the same.
 */
public enum NumaPolicy {
  /** From the node of the processor that the touching thread runs on. */
  LOCAL(4),
  /** From all allowed nodes in turn. */
  INTERLEAVE(3);

  private static final String NAME = "NUMA placement";
  private static final Path NODES_WITH_MEMORY = Path.of("/sys/devices/system/node/has_memory");
  private static final Path PROCESS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Mems_allowed_list:";

  private final int mode;

  NumaPolicy(int mode) {
    this.mode = mode;
  }

  /** Whether memory can be placed, tried out on one page of anonymous memory. */
  public static Capability capability() {
    if (!MemoryPolicy.capability().available()) {
      return Capability.unavailable(NAME, MemoryPolicy.capability().reason());
    }
    try (Arena arena = Arena.ofConfined()) {
      int errno =
          MemoryPolicy.ofMemory(
              Mmap.anonymous(arena, PageSize.bytes()), INTERLEAVE.mode, INTERLEAVE.mask());
      return errno == 0
          ? Capability.available(NAME)
          : Capability.unavailable(
              NAME,
              "mbind answered '%s' (the kernel may be built without NUMA, or a sandbox forbids it)"
                  .formatted(Errno.describe(errno)));
    } catch (IOException failure) {
      return Capability.unavailable(NAME, failure.getMessage());
    }
  }

  /**
   * The numbers of the nodes that have memory and that this process may use; node 0 alone where the
   * kernel knows no nodes.
   */
  public static SortedSet<Integer> nodes() throws IOException {
    if (!Files.isReadable(NODES_WITH_MEMORY)) {
      return new TreeSet<>(Set.of(0));
    }
    SortedSet<Integer> nodes = parse(Files.readString(NODES_WITH_MEMORY));
    for (String line : Files.readAllLines(PROCESS)) {
      if (line.startsWith(ALLOWED)) {
        nodes.retainAll(parse(line.substring(ALLOWED.length())));
      }
    }
    return nodes;
  }

  /** Reads a list as the kernel prints it, such as {@code 0-1,4}. */
  static SortedSet<Integer> parse(String list) {
    SortedSet<Integer> nodes = new TreeSet<>();
    for (String part : list.strip().split(",")) {
      if (!part.isEmpty()) {
        String[] ends = part.split("-");
        for (int node = Integer.parseInt(ends[0]);
            node <= Integer.parseInt(ends[ends.length - 1]);
            node++) {
          nodes.add(node);
        }
      }
    }
    return nodes;
  }

  private Set<Integer> mask() throws IOException {
    return this == INTERLEAVE ? nodes() : Set.of();
  }

  /**
   * Places memory that nobody has touched yet.
   *
   * @throws UnavailableException when this system does not place memory
   */
  public void applyTo(NativeMemory memory) throws IOException {
    MemorySegment whole = memory.segment();
    check(MemoryPolicy.ofMemory(whole, mode, mask()), whole.byteSize() + " bytes of memory");
  }

  /**
   * Places what the calling thread will touch first, or bring into the page cache, until {@link
   * #resetThread()}.
   *
   * @throws UnavailableException when this system does not place memory
   */
  public void applyToThread() throws IOException {
    check(MemoryPolicy.ofThread(mode, mask()), "the thread's memory");
  }

  /** Ends what {@link #applyToThread()} began on the calling thread. */
  public static void resetThread() throws IOException {
    check(MemoryPolicy.ofThread(MemoryPolicy.DEFAULT, Set.of()), "the thread's memory");
  }

  private static void check(int errno, String subject) throws IOException {
    if (errno != 0) {
      capability().require();
      throw new NativeCallException("NUMA placement", subject, errno, "");
    }
  }
}
