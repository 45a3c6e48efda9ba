package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.weightbench.os.internal.CounterFile;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.KernelText;
import org.weightbench.os.internal.PageSize;

/**
 * A process and all below it, whose counters are read again and again. New members are looked for a
 * few times a second, so what lives shorter than that may be missed; of an ended one counts what
 * was seen last. Used by one thread.
 */
public final class ProcessTree implements CounterSource<ProcessTreeCounters> {
  private static final Path PROCESSES = Path.of("/proc");
  private static final long NOBODY = -1;
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int PAUSE_FOR_COST = 300;
  private static final Duration BETWEEN_SEARCHES = Duration.ofMillis(200);
  private static final Duration LONGEST_REST = Duration.ofMillis(500);
  private static final int WORDS_TO_MINOR_FAULTS = 7;

  private final long above;
  private final Set<Long> known = new HashSet<>();
  private final Map<Long, Member> members = new HashMap<>();
  private final long pageBytes;
  private Usage ended = Usage.NONE;
  private long peakBytes;
  private long nextSearch;

  /**
   * Creates a tree without members.
   *
   * @param above whose new children are members; {@link #NOBODY} for none
   */
  private ProcessTree(long above) throws IOException {
    capability().require();
    this.above = above;
    this.pageBytes = PageSize.bytes();
    this.nextSearch = System.nanoTime();
  }

  /** Whether other processes can be counted here. */
  public static Capability capability() {
    return KernelFile.readable("counting other processes", PROCESSES.resolve("self/stat"));
  }

  /**
   * A process and all below it.
   *
   * @throws IOException when it is not there
   */
  public static ProcessTree of(long process) throws IOException {
    ProcessTree tree = new ProcessTree(NOBODY);
    if (!tree.admit(process)) {
      tree.close();
      throw new IOException("process %d is not there, or has ended".formatted(process));
    }
    tree.known.add(process);
    return tree;
  }

  /** What this process starts from now on, with all below. */
  public static ProcessTree ofFutureChildren() throws IOException {
    ProcessTree tree = new ProcessTree(ProcessHandle.current().pid());
    tree.known.addAll(listed());
    return tree;
  }

  private static Set<Long> listed() throws IOException {
    String[] names = PROCESSES.toFile().list();
    if (names == null) {
      throw new IOException(PROCESSES + " cannot be listed");
    }
    Set<Long> listed = new HashSet<>();
    for (String name : names) {
      if (Character.isDigit(name.charAt(0))) {
        listed.add(Long.valueOf(name));
      }
    }
    return listed;
  }

  @Override
  public ProcessTreeCounters read() throws IOException {
    long now = System.nanoTime();
    if (now - nextSearch >= 0) {
      lookForMembers();
      long rest = PAUSE_FOR_COST * (System.nanoTime() - now);
      nextSearch = now + Math.clamp(rest, BETWEEN_SEARCHES.toNanos(), LONGEST_REST.toNanos());
    }
    Usage sum = Usage.NONE;
    int threads = 0;
    int hidden = 0;
    long resident = 0;
    Iterator<Member> each = members.values().iterator();
    while (each.hasNext()) {
      Member member = each.next();
      if (member.read()) {
        sum = sum.plus(member.usage);
        threads += member.threads;
        hidden += member.io.isEmpty() ? 1 : 0;
        resident += member.residentPages * pageBytes;
      } else {
        ended = ended.plus(member.usage);
        member.close();
        each.remove();
      }
    }
    peakBytes = Math.max(peakBytes, resident);
    sum = sum.plus(ended);
    return new ProcessTreeCounters(
        members.size(),
        hidden,
        threads,
        sum.userTicks * NANOS_PER_TICK,
        sum.systemTicks * NANOS_PER_TICK,
        sum.minorFaults,
        sum.majorFaults,
        resident,
        peakBytes,
        sum.readBytes,
        sum.readChars,
        sum.readCalls);
  }

  private void lookForMembers() throws IOException {
    Set<Long> listed = listed();
    known.retainAll(listed);
    listed.removeAll(known);
    known.addAll(listed);
    Map<Long, Long> parents = new TreeMap<>();
    for (long process : listed) {
      parentOf(process).ifPresent(parent -> parents.put(process, parent));
    }
    boolean found = true;
    while (found) {
      found = false;
      for (Map.Entry<Long, Long> entry : parents.entrySet()) {
        boolean belongs = entry.getValue() == above || members.containsKey(entry.getValue());
        if (belongs && !members.containsKey(entry.getKey())) {
          found |= admit(entry.getKey());
        }
      }
    }
    for (long process : members.keySet()) {
      peakBytes = Math.max(peakBytes, peakOf(process));
    }
  }

  /** The kernel's own peak of one process; 0 when it has ended. */
  private static long peakOf(long process) throws IOException {
    try (CounterFile status = CounterFile.open(PROCESSES.resolve(process + "/status"))) {
      return status.read().labelled("VmHWM:", 0) * 1024;
    } catch (NativeCallException refused) {
      requireEnded(refused);
      return 0;
    }
  }

  /** The parent of a process; empty when it has ended. */
  private static OptionalLong parentOf(long process) throws IOException {
    try (CounterFile stat = CounterFile.open(PROCESSES.resolve(process + "/stat"))) {
      KernelText text = stat.read();
      text.skipToLast(')');
      text.skipWord();
      return OptionalLong.of(text.number());
    } catch (NativeCallException refused) {
      requireEnded(refused);
      return OptionalLong.empty();
    }
  }

  /** Opens a process's files; false when it has ended. */
  private boolean admit(long process) throws IOException {
    Path folder = PROCESSES.resolve(Long.toString(process));
    CounterFile stat;
    try {
      stat = CounterFile.open(folder.resolve("stat"));
    } catch (NativeCallException refused) {
      requireEnded(refused);
      return false;
    }
    try {
      Optional<CounterFile> io = openUnlessHidden(folder.resolve("io"));
      members.put(process, new Member(stat, io));
      return true;
    } catch (NativeCallException refused) {
      stat.close();
      requireEnded(refused);
      return false;
    }
  }

  private static Optional<CounterFile> openUnlessHidden(Path file) throws IOException {
    try {
      return Optional.of(CounterFile.open(file));
    } catch (NativeCallException refused) {
      if (Errno.EACCES.is(refused.errno())) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static void requireEnded(NativeCallException refused) throws NativeCallException {
    if (!Errno.ENOENT.is(refused.errno()) && !Errno.ESRCH.is(refused.errno())) {
      throw refused;
    }
  }

  /** Whether any of its processes lives, as of the last reading. */
  public boolean alive() {
    return !members.isEmpty();
  }

  @Override
  public void close() throws IOException {
    for (Member member : members.values()) {
      member.close();
    }
    members.clear();
  }

  private record Usage(
      long userTicks,
      long systemTicks,
      long minorFaults,
      long majorFaults,
      long readBytes,
      long readChars,
      long readCalls) {
    static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0);

    Usage plus(Usage other) {
      return new Usage(
          userTicks + other.userTicks,
          systemTicks + other.systemTicks,
          minorFaults + other.minorFaults,
          majorFaults + other.majorFaults,
          readBytes + other.readBytes,
          readChars + other.readChars,
          readCalls + other.readCalls);
    }
  }

  private static final class Member {
    private final CounterFile stat;
    private final Optional<CounterFile> io;
    private Usage usage = Usage.NONE;
    private int threads;
    private long residentPages;

    Member(CounterFile stat, Optional<CounterFile> io) {
      this.stat = stat;
      this.io = io;
    }

    /** False when the process has ended; its usage is then the last. */
    boolean read() throws IOException {
      try {
        KernelText text = stat.read();
        text.skipToLast(')');
        skipWords(text, WORDS_TO_MINOR_FAULTS);
        long minorFaults = text.number();
        skipWords(text, 1);
        long majorFaults = text.number();
        skipWords(text, 1);
        long userTicks = text.number();
        long systemTicks = text.number();
        skipWords(text, 4);
        threads = (int) text.number();
        skipWords(text, 3);
        residentPages = text.number();
        long readChars = 0;
        long readCalls = 0;
        long readBytes = 0;
        if (io.isPresent()) {
          KernelText reads = io.get().read();
          readChars = reads.labelled("rchar:");
          readCalls = reads.labelled("syscr:");
          readBytes = reads.labelled("read_bytes:");
        }
        usage =
            new Usage(
                userTicks, systemTicks, minorFaults, majorFaults, readBytes, readChars, readCalls);
        return true;
      } catch (NativeCallException refused) {
        requireEnded(refused);
        return false;
      }
    }

    private static void skipWords(KernelText text, int words) {
      for (int word = 0; word < words; word++) {
        text.skipWord();
      }
    }

    void close() throws IOException {
      stat.close();
      if (io.isPresent()) {
        io.get().close();
      }
    }
  }
}
