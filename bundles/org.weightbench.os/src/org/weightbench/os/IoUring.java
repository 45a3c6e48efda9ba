package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.weightbench.os.internal.Descriptor;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.IoUringEnter;
import org.weightbench.os.internal.IoUringRegister;
import org.weightbench.os.internal.IoUringSetup;
import org.weightbench.os.internal.Mmap;

/**
 * A pair of queues shared with the kernel (io_uring(7)): reads are prepared, handed over in batches
 * by one system call, done by the kernel in any order, and their completions taken.
 *
 * <p>The thread that opened a ring is the only one that may use it. Reads of registered files and
 * into registered buffers use these without being told to. At most {@link #depth()} reads are under
 * way, which never is more than there is room for completions, so that none is lost. The memory
 * that a read goes to must stay alive until its completion was taken or the ring is closed.
 */
public final class IoUring implements AutoCloseable {
  /** The largest depth that can be asked for, which is the kernel's. */
  public static final int MAX_DEPTH = 32_768;

  /** The largest buffer that can be registered: 1 GiB. */
  public static final long MAX_BUFFER_BYTES = 1L << 30;

  private static final String NAME = "io_uring";
  private static final Path DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");
  private static final long MAX_READ_BYTES = 0x7fff_f000L;
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final int NEEDS_WAKE_UP = 1;
  private static final long SUBMISSIONS_AT = 0x1000_0000L;
  private static final long SUBMISSION_BYTES = 64;
  private static final long COMPLETION_BYTES = 16;
  private static final byte READ = 22;
  private static final byte READ_FIXED = 4;
  private static final byte FIXED_FILE = 1;
  private static final int UNREGISTERED = -1;

  private final IoUringSetup.Ring layout;
  private final String granted;
  private final boolean polling;
  private final int depth;
  private final Descriptor descriptor;
  private final int number;
  private final Arena arena;
  private final MemorySegment queues;
  private final MemorySegment submissions;
  private final Map<NativeFile, Slot> files = new IdentityHashMap<>();
  private final NavigableMap<Long, Buffer> buffers = new TreeMap<>();
  private int tail;
  private int head;
  private int unsubmitted;
  private int underWay;
  private boolean closed;

  /**
   * A finished read.
   *
   * @param token what the read was prepared with
   * @param result the bytes read, fewer than asked for or 0 at the end of the file, or the negative
   *     error number
   */
  public record Completion(long token, int result) {
    /** Whether the read brought nothing only because it was interrupted; prepare it again. */
    public boolean interrupted() {
      return Errno.EINTR.is(-result) || Errno.EAGAIN.is(-result);
    }
  }

  private record Slot(int index, int descriptor) {}

  private record Buffer(int index, MemorySegment memory) {
    boolean holds(MemorySegment target) {
      return target.address() + target.byteSize() <= memory.address() + memory.byteSize();
    }
  }

  private IoUring(IoUringSetup.Ring layout, String granted, boolean polling, int depth)
      throws IOException {
    this.layout = layout;
    this.granted = granted;
    this.polling = polling;
    this.depth = depth;
    this.number = layout.result();
    this.descriptor = new Descriptor(number, Path.of(NAME));
    this.arena = Arena.ofConfined();
    try {
      long bytes =
          Math.max(
              layout.submissionArray() + (long) layout.submissions() * Integer.BYTES,
              layout.completionEntries() + layout.completions() * COMPLETION_BYTES);
      queues = Mmap.shared(arena, number, 0, bytes, "the queues of a ring");
      submissions =
          Mmap.shared(
              arena,
              number,
              SUBMISSIONS_AT,
              layout.submissions() * SUBMISSION_BYTES,
              "the submissions of a ring");
      for (int i = 0; i < layout.submissions(); i++) {
        queues.set(ValueLayout.JAVA_INT, layout.submissionArray() + (long) i * Integer.BYTES, i);
      }
    } catch (IOException | RuntimeException failure) {
      arena.close();
      descriptor.close();
      throw failure;
    }
  }

  /**
   * Opens a ring for the calling thread.
   *
   * @param depth the most reads under way at once, 1 to {@link #MAX_DEPTH}
   * @param submissionPolling whether a thread of the kernel is to take the reads without system
   *     calls (SQPOLL), which keeps one processor busy
   * @throws UnavailableException when the system has no io_uring or forbids it
   */
  public static IoUring open(int depth, boolean submissionPolling) throws IOException {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "a ring's depth is " + depth + ", expected 1 to " + MAX_DEPTH);
    }
    int wanted =
        submissionPolling
            ? IoUringSetup.SUBMISSION_POLLING
            : IoUringSetup.SINGLE_ISSUER | IoUringSetup.DEFER_TASKRUN;
    IoUringSetup.Ring ring = IoUringSetup.setup(depth, wanted | IoUringSetup.CLAMP);
    String granted = submissionPolling ? "SQPOLL" : "SINGLE_ISSUER, DEFER_TASKRUN";
    if (!submissionPolling && Errno.EINVAL.is(-ring.result())) {
      ring = IoUringSetup.setup(depth, IoUringSetup.CLAMP);
      granted = "no setup flags, because this kernel knows no DEFER_TASKRUN";
    }
    if (ring.result() < 0) {
      throw new UnavailableException(Capability.unavailable(NAME, refusal(-ring.result())));
    }
    if (!ring.sufficient()) {
      new Descriptor(ring.result(), Path.of(NAME)).close();
      throw new UnavailableException(
          Capability.unavailable(NAME, "Linux 5.6 is needed and this is " + kernel()));
    }
    return new IoUring(ring, granted, submissionPolling, depth);
  }

  /** Whether rings can be had here, tried out with a small one. */
  public static Capability capability() {
    try {
      open(1, false).close();
      return Capability.available(NAME);
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(NAME, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(NAME, failure.getMessage());
    }
  }

  private static String refusal(int errno) throws IOException {
    if (Errno.ENOSYS.is(errno)) {
      return "Linux 5.6 is needed, built with io_uring, and this is " + kernel();
    }
    if (Errno.EPERM.is(errno) || Errno.EACCES.is(errno)) {
      return Files.isReadable(DISABLED) && !Files.readString(DISABLED).strip().equals("0")
          ? "the setting kernel.io_uring_disabled is "
              + Files.readString(DISABLED).strip()
              + " (sysctl; 0 allows it to everybody)"
          : "a security profile forbids it (seccomp; containers often have one)";
    }
    if (Errno.ENOMEM.is(errno)) {
      return "the kernel has no memory for it; " + lockedMemory();
    }
    return "io_uring_setup answered '%s' on %s".formatted(Errno.describe(errno), kernel());
  }

  private static String kernel() {
    return "Linux " + System.getProperty("os.version", "");
  }

  private static String lockedMemory() throws IOException {
    OptionalLong limit = ResourceLimit.lockedMemoryBytes().soft();
    return "RLIMIT_MEMLOCK "
        + (limit.isPresent() ? "is " + limit.getAsLong() + " bytes" : "sets no limit")
        + " (ulimit -l)";
  }

  /** The setup flags that the kernel granted, for reports. */
  public String granted() {
    return granted;
  }

  /** The most reads that can be under way at once. */
  public int depth() {
    return depth;
  }

  /** The reads that were prepared and whose completions were not taken yet. */
  public int underWay() {
    return underWay;
  }

  /** The reads that were prepared and not submitted yet. */
  public int unsubmitted() {
    return unsubmitted;
  }

  /**
   * Registers files, which saves the kernel a look-up for each read; called once, before the first
   * read. They stay open for the ring when they are closed.
   *
   * @throws NativeCallException when the system refuses
   */
  public void registerFiles(List<NativeFile> toRegister) throws IOException {
    if (!files.isEmpty()) {
      throw new IllegalStateException("files must be registered before the first read, and once");
    }
    List<NativeFile> distinct = toRegister.stream().distinct().toList();
    int[] numbers = new int[distinct.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = distinct.get(i).acquire();
      files.put(distinct.get(i), new Slot(i, numbers[i]));
    }
    int errno = IoUringRegister.files(number, numbers);
    if (errno != 0) {
      releaseFiles();
      throw new NativeCallException(
          "registration with io_uring",
          numbers.length + " files",
          errno,
          Errno.EMFILE.is(errno) ? "raise the limit with ulimit -n" : "");
    }
  }

  /**
   * Registers memory, which the kernel pins, so that it need not look up its pages for each read;
   * called once.
   *
   * @param toRegister native memory, each at most {@link #MAX_BUFFER_BYTES}
   * @throws NativeCallException when the system refuses: the memory counts against RLIMIT_MEMLOCK
   */
  public void registerBuffers(List<MemorySegment> toRegister) throws IOException {
    if (!buffers.isEmpty()) {
      throw new IllegalStateException("the buffers of a ring can be registered once");
    }
    for (MemorySegment memory : toRegister) {
      if (memory.byteSize() == 0 || memory.byteSize() > MAX_BUFFER_BYTES) {
        throw new IllegalArgumentException(
            "a buffer to register has %d bytes, expected 1 to %d"
                .formatted(memory.byteSize(), MAX_BUFFER_BYTES));
      }
    }
    int errno = IoUringRegister.buffers(number, toRegister);
    if (errno != 0) {
      long bytes = toRegister.stream().mapToLong(MemorySegment::byteSize).sum();
      throw new NativeCallException(
          "registration with io_uring",
          bytes + " bytes of memory",
          errno,
          Errno.ENOMEM.is(errno) ? lockedMemory() : "");
    }
    for (int i = 0; i < toRegister.size(); i++) {
      buffers.put(toRegister.get(i).address(), new Buffer(i, toRegister.get(i)));
    }
  }

  /**
   * Prepares a read, which {@link #submit()} or {@link #await} hands over.
   *
   * @param file stays open for the ring when it is closed
   * @param target native memory that may be written to, at most 2 GiB less a page; aligned for a
   *     file that was opened {@link OpenMode#DIRECT}
   * @param position in bytes from the start of the file
   * @param token given back with the completion
   * @throws IllegalStateException when {@link #depth()} reads are under way
   */
  public void prepareRead(NativeFile file, MemorySegment target, long position, long token) {
    if (target.isReadOnly() || !target.isNative()) {
      throw new IllegalArgumentException("the target of a read must be writable native memory");
    }
    if (position < 0 || target.byteSize() > MAX_READ_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes cannot be read at position %d at once".formatted(target.byteSize(), position));
    }
    if (underWay == depth) {
      throw new IllegalStateException(depth + " reads are under way, and the ring takes no more");
    }
    Slot slot = files.computeIfAbsent(file, one -> new Slot(UNREGISTERED, one.acquire()));
    boolean registered = slot.index != UNREGISTERED;
    Map.Entry<Long, Buffer> below = buffers.floorEntry(target.address());
    boolean fixed = below != null && below.getValue().holds(target);
    long at = (tail & (layout.submissions() - 1)) * SUBMISSION_BYTES;
    submissions.asSlice(at, SUBMISSION_BYTES).fill((byte) 0);
    submissions.set(ValueLayout.JAVA_BYTE, at, fixed ? READ_FIXED : READ);
    submissions.set(ValueLayout.JAVA_BYTE, at + 1, registered ? FIXED_FILE : 0);
    submissions.set(ValueLayout.JAVA_INT, at + 4, registered ? slot.index : slot.descriptor);
    submissions.set(ValueLayout.JAVA_LONG, at + 8, position);
    submissions.set(ValueLayout.JAVA_LONG, at + 16, target.address());
    submissions.set(ValueLayout.JAVA_INT, at + 24, (int) target.byteSize());
    submissions.set(ValueLayout.JAVA_LONG, at + 32, token);
    submissions.set(
        ValueLayout.JAVA_SHORT, at + 40, fixed ? (short) below.getValue().index : (short) 0);
    tail++;
    unsubmitted++;
    underWay++;
  }

  /**
   * Hands the prepared reads over, without waiting for them.
   *
   * @throws NativeCallException when the system refuses
   */
  public void submit() throws IOException {
    INT.setRelease(queues, (long) layout.submissionTail(), tail);
    if (polling) {
      unsubmitted = 0;
      int wake = wakeUp();
      if (wake != 0) {
        enter(0, 0, wake);
      }
    }
    while (unsubmitted > 0) {
      unsubmitted -= enter(unsubmitted, 0, 0);
    }
  }

  /**
   * Hands the prepared reads over and waits until completions can be taken.
   *
   * @param atLeast how many, no more than there are reads under way; 0 waits for none
   * @throws NativeCallException when the system refuses
   */
  public void await(int atLeast) throws IOException {
    if (atLeast > underWay) {
      throw new IllegalArgumentException(
          "%d completions cannot come, because %d reads are under way"
              .formatted(atLeast, underWay));
    }
    INT.setRelease(queues, (long) layout.submissionTail(), tail);
    if (polling) {
      unsubmitted = 0;
    }
    do {
      unsubmitted -= enter(unsubmitted, atLeast, IoUringEnter.GET_EVENTS | wakeUp());
    } while (unsubmitted > 0 || ready() < atLeast);
    int lost = (int) INT.getAcquire(queues, (long) layout.completionOverflow());
    if (lost != 0) {
      throw new IOException(
          "the kernel lost " + lost + " completions of a ring for want of memory; free some");
    }
  }

  private int wakeUp() {
    if (!polling) {
      return 0;
    }
    VarHandle.fullFence();
    int flags = (int) INT.getOpaque(queues, (long) layout.submissionFlags());
    return (flags & NEEDS_WAKE_UP) == 0 ? 0 : IoUringEnter.WAKE_UP;
  }

  private int ready() {
    return (int) INT.getAcquire(queues, (long) layout.completionTail()) - head;
  }

  private int enter(int toSubmit, int atLeast, int flags) throws IOException {
    int taken = IoUringEnter.enter(number, toSubmit, atLeast, flags);
    while (Errno.EINTR.is(-taken)) {
      taken = IoUringEnter.enter(number, toSubmit, atLeast, flags);
    }
    if (taken < 0) {
      throw new NativeCallException(
          "io_uring_enter",
          toSubmit + " reads",
          -taken,
          Errno.EAGAIN.is(-taken) ? "the kernel has no memory for so many; use fewer" : "");
    }
    return toSubmit == 0 ? 0 : taken;
  }

  /** Takes a completion that is there, or returns null when there is none. */
  public @Nullable Completion poll() {
    if (ready() == 0) {
      return null;
    }
    long at = layout.completionEntries() + (head & (layout.completions() - 1)) * COMPLETION_BYTES;
    Completion completion =
        new Completion((long) LONG.get(queues, at), (int) INT.get(queues, at + Long.BYTES));
    head++;
    INT.setRelease(queues, (long) layout.completionHead(), head);
    underWay--;
    return completion;
  }

  /**
   * Waits for the reads under way, without which their memory could not be used again, and closes
   * the ring; closing again does nothing.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      underWay -= unsubmitted;
      tail -= unsubmitted;
      unsubmitted = 0;
      while (underWay > 0) {
        await(1);
        poll();
      }
    } finally {
      arena.close();
      try {
        descriptor.close();
      } finally {
        releaseFiles();
      }
    }
  }

  private void releaseFiles() throws IOException {
    List<NativeFile> held = new ArrayList<>(files.keySet());
    files.clear();
    for (NativeFile file : held) {
      file.release();
    }
  }
}
