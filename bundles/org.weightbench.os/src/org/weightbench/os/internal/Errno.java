package org.weightbench.os.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** The error numbers of Linux (asm-generic/errno-base.h and errno.h), and how a call leaves one. */
public enum Errno {
  EPERM(1, "operation not permitted"),
  ENOENT(2, "no such file or directory"),
  ESRCH(3, "no such process"),
  EINTR(4, "interrupted system call"),
  EIO(5, "input/output error"),
  EBADF(9, "bad file descriptor"),
  EAGAIN(11, "resource temporarily unavailable"),
  ENOMEM(12, "cannot allocate memory"),
  EACCES(13, "permission denied"),
  EFAULT(14, "bad address"),
  EBUSY(16, "device or resource busy"),
  ENODEV(19, "no such device"),
  ENOTDIR(20, "not a directory"),
  EISDIR(21, "is a directory"),
  EINVAL(22, "invalid argument"),
  ENFILE(23, "too many open files in the system"),
  EMFILE(24, "too many open files in this process"),
  ENOTTY(25, "inappropriate request for this file"),
  EFBIG(27, "file too large"),
  ENOSPC(28, "no space left on device"),
  ESPIPE(29, "illegal seek"),
  EROFS(30, "read-only file system"),
  ENAMETOOLONG(36, "file name too long"),
  ENOSYS(38, "function not implemented"),
  ELOOP(40, "too many levels of symbolic links"),
  EOVERFLOW(75, "value too large"),
  EOPNOTSUPP(95, "operation not supported"),
  ESTALE(116, "stale file handle"),
  EHWPOISON(133, "memory page has a hardware error");

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long OFFSET =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** Whether {@code errno} is this one. */
  public boolean is(int errno) {
    return errno == number;
  }

  /** The text and name of an error number, such as 'permission denied (EACCES)'. */
  public static String describe(int errno) {
    for (Errno known : values()) {
      if (known.number == errno) {
        return "%s (%s)".formatted(known.text, known.name());
      }
    }
    return String.format(Locale.ROOT, "error number %d", errno);
  }

  /** The memory that a captured call writes its error number to. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  /** The error number that the last captured call left in {@code state}. */
  static int in(MemorySegment state) {
    return state.get(ValueLayout.JAVA_INT, OFFSET);
  }
}
