package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * io_uring_setup(2), system call 425 on every architecture, Linux 5.1 and later, with the field
 * offsets of struct io_uring_params (uapi/linux/io_uring.h, 120 bytes).
 */
public final class IoUringSetup {
  /** IORING_SETUP_SQPOLL: a kernel thread takes requests without a system call. */
  public static final int SUBMISSION_POLLING = 0x2;

  /** IORING_SETUP_CLAMP: more entries than the kernel has are cut to what it has. */
  public static final int CLAMP = 0x10;

  /** IORING_SETUP_SINGLE_ISSUER: one thread alone submits; Linux 6.0 and later. */
  public static final int SINGLE_ISSUER = 0x1000;

  /** IORING_SETUP_DEFER_TASKRUN: completions are worked on when asked for; Linux 6.1 and later. */
  public static final int DEFER_TASKRUN = 0x2000;

  private static final int SINGLE_MAP = 0x1;
  private static final int NO_DROP = 0x2;
  private static final int READ_WITH_OFFSET = 0x8;
  private static final int NEEDED_FEATURES = SINGLE_MAP | NO_DROP | READ_WITH_OFFSET;
  private static final long NUMBER = 425;
  private static final long PARAMETER_BYTES = 120;
  private static final NativeFunction SETUP =
      NativeFunction.systemCall(
          "io_uring",
          FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));

  private IoUringSetup() {}

  /**
   * A ring that the kernel made, or why it did not. Offsets are in bytes from the start of the
   * ring's memory.
   *
   * @param result the descriptor, or the negative errno
   * @param features what the kernel can do, as bits of IORING_FEAT_*
   */
  public record Ring(
      int result,
      int features,
      int submissions,
      int completions,
      int submissionTail,
      int submissionFlags,
      int submissionArray,
      int completionHead,
      int completionTail,
      int completionOverflow,
      int completionEntries) {
    /** Whether the kernel reads by position, loses no completion and has all queues in one map. */
    public boolean sufficient() {
      return (features & NEEDED_FEATURES) == NEEDED_FEATURES;
    }
  }

  /** Asks for a ring of {@code entries} submissions. */
  public static Ring setup(int entries, int flags) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Errno.state(arena);
      MemorySegment parameters = arena.allocate(PARAMETER_BYTES, Long.BYTES);
      parameters.set(ValueLayout.JAVA_INT, 8, flags);
      long answer =
          (long)
              SETUP
                  .handle()
                  .invokeExact(state, NUMBER, Integer.toUnsignedLong(entries), parameters);
      return new Ring(
          answer >= 0 ? (int) answer : -Errno.in(state),
          field(parameters, 20),
          field(parameters, 0),
          field(parameters, 4),
          field(parameters, 44),
          field(parameters, 56),
          field(parameters, 64),
          field(parameters, 80),
          field(parameters, 84),
          field(parameters, 96),
          field(parameters, 100));
    } catch (Throwable thrown) {
      throw NativeFunction.thrown(thrown);
    }
  }

  private static int field(MemorySegment parameters, long offset) {
    return parameters.get(ValueLayout.JAVA_INT, offset);
  }
}
