package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.weightbench.os.internal.Cachestat;
import org.weightbench.os.internal.Descriptor;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.FileStatus;
import org.weightbench.os.internal.Fsync;
import org.weightbench.os.internal.Mmap;
import org.weightbench.os.internal.NativePath;
import org.weightbench.os.internal.Open;
import org.weightbench.os.internal.PageSize;
import org.weightbench.os.internal.PosixFadvise;
import org.weightbench.os.internal.Pread;
import org.weightbench.os.internal.Preadv2;
import org.weightbench.os.internal.Readahead;
import org.weightbench.os.internal.Statx;

/**
 * A regular file, opened read-only, that is read by position. Any number of threads may use it at
 * once, though on a FUSE file system one open file for each thread reads faster. After closing
 * every use is refused with an {@link IllegalStateException}; uses that are running then still
 * finish.
 */
public final class NativeFile implements AutoCloseable {
  private static final int ASSUMED_ALIGNMENT = 4096;

  private final Path path;
  private final OpenMode mode;
  private final FileStatus status;
  private final Descriptor descriptor;

  private NativeFile(Path path, OpenMode mode, FileStatus status, Descriptor descriptor) {
    this.path = path;
    this.mode = mode;
    this.status = status;
    this.descriptor = descriptor;
  }

  /**
   * Opens a file for reading.
   *
   * @throws UnavailableException when this system cannot, or the file has no direct reads
   * @throws NativeCallException when the system refuses: no such file, no permission
   * @throws IOException when the path leads to something other than a regular file
   */
  public static NativeFile open(Path path, OpenMode mode) throws IOException {
    Open.capability().require();
    FileStatus before = openable(path);
    int number;
    try {
      number = Open.open(path, mode == OpenMode.DIRECT);
    } catch (NativeCallException refused) {
      if (mode == OpenMode.DIRECT && Errno.EINVAL.is(refused.errno())) {
        throw new UnavailableException(noDirectReads(path, before));
      }
      throw refused;
    }
    Descriptor descriptor = new Descriptor(number, path);
    try {
      FileStatus status = Statx.of(number, path);
      if (mode == OpenMode.DIRECT
          && status.hasDirectAlignment()
          && status.directOffsetBytes() == 0) {
        throw new UnavailableException(noDirectReads(path, status));
      }
      return new NativeFile(path, mode, status, descriptor);
    } catch (IOException | RuntimeException failure) {
      descriptor.close();
      throw failure;
    }
  }

  /** Whether a file can be opened in a mode; the reason also names a missing or unreadable file. */
  public static Capability capability(Path path, OpenMode mode) {
    String name = (mode == OpenMode.DIRECT ? "direct" : "buffered") + " reading of " + quoted(path);
    try {
      open(path, mode).close();
      return Capability.available(name);
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name, failure.getMessage());
    }
  }

  private static FileStatus openable(Path path) throws IOException {
    FileStatus status = Statx.of(path);
    if (status.directory()) {
      throw new IOException(quoted(path) + " is a directory, and a regular file is needed");
    }
    if (!status.regular()) {
      throw new IOException(
          quoted(path) + " is a pipe, socket or device, and a regular file is needed");
    }
    return status;
  }

  private static Capability noDirectReads(Path path, FileStatus status) throws IOException {
    String type = Mount.find(path, status).map(Mount::type).orElse("of unknown type");
    return Capability.unavailable(
        "direct reading of " + quoted(path),
        "its file system (%s) refuses O_DIRECT".formatted(type));
  }

  private static String quoted(Path path) {
    return NativePath.quoted(path);
  }

  /** The path as it was given. */
  public Path path() {
    return path;
  }

  /** How the file was opened. */
  public OpenMode mode() {
    return mode;
  }

  /** The file's length in bytes when it was opened. */
  public long size() {
    return status.sizeBytes();
  }

  /**
   * Whether a file can be read in a special way; asked by a read at its end, which brings no byte.
   */
  public static Capability capability(Path path, ReadFlag flag) {
    String name = "reading of %s with RWF_%s".formatted(quoted(path), flag);
    try (NativeFile file = open(path, OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined()) {
      file.read(arena.allocate(1), file.size(), flag);
      return Capability.available(name);
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name, failure.getMessage());
    }
  }

  /**
   * Reads once, as much as the system gives: at most {@code target.byteSize()} bytes and never more
   * than 2 GiB. A file opened {@link OpenMode#DIRECT} needs the target's address, its size and the
   * position aligned as {@link #directAlignment()} says; the last read of a file may ask beyond its
   * end and returns the bytes there are.
   *
   * @param target native memory that may be written to
   * @param position in bytes from the start of the file
   * @param flags how it is to be done, if in no usual way
   * @return the bytes read; 0 at the end of the file or for an empty target
   * @throws UnavailableException when the kernel or the file system does not offer a flag
   */
  public long read(MemorySegment target, long position, ReadFlag... flags) throws IOException {
    check(target, position);
    int number = descriptor.acquire();
    try {
      long result =
          flags.length == 0
              ? Pread.read(number, target, position)
              : Preadv2.read(number, target, position, ReadFlag.codes(flags));
      if (result >= 0) {
        return result;
      }
      if (flags.length > 0 && Errno.EOPNOTSUPP.is((int) -result)) {
        String type = Mount.find(path, status).map(Mount::type).orElse("of unknown type");
        throw new UnavailableException(
            Capability.unavailable(
                "reading of %s with %s".formatted(quoted(path), List.of(flags)),
                "Linux %s or its file system (%s) does not offer it"
                    .formatted(System.getProperty("os.version", ""), type)));
      }
      throw refused(flags.length == 0 ? "pread" : "preadv2", target, position, (int) -result);
    } finally {
      descriptor.release();
    }
  }

  private static void check(MemorySegment target, long position) {
    if (target.isReadOnly() || !target.isNative()) {
      throw new IllegalArgumentException("the target of a read must be writable native memory");
    }
    if (position < 0) {
      throw new IllegalArgumentException("a read cannot start at position " + position);
    }
  }

  /**
   * Describes a read of this file that the system refused, whatever call it was done by.
   *
   * @param call the name of the call
   * @param errno the error number of Linux
   */
  public NativeCallException refused(String call, MemorySegment target, long position, int errno)
      throws UnavailableException {
    return new NativeCallException(
        call,
        "%d bytes at %d of %s".formatted(target.byteSize(), position, quoted(path)),
        errno,
        mode == OpenMode.DIRECT && Errno.EINVAL.is(errno) ? alignmentAdvice(target) : "");
  }

  private String alignmentAdvice(MemorySegment target) throws UnavailableException {
    DirectAlignment needed = directAlignment();
    return ("a direct read needs position and size in multiples of %d and memory at a multiple of"
            + " %d, and the memory is at %#x")
        .formatted(needed.offsetBytes(), needed.memoryBytes(), target.address());
  }

  /**
   * Tells the kernel about coming reads; it reads ahead or drops pages accordingly.
   *
   * @param length in bytes; 0 reaches to the end of the file
   */
  public void advise(FileAdvice advice, long offset, long length) throws IOException {
    int number = descriptor.acquire();
    try {
      PosixFadvise.advise(number, offset, length, advice.code(), path);
    } finally {
      descriptor.release();
    }
  }

  /**
   * Starts reading a range into the page cache and returns; the kernel cuts each call to the
   * device's read-ahead size or its largest request, whichever is more (readahead(2)).
   *
   * @throws UnavailableException when this system cannot
   */
  public void readAhead(long offset, long length) throws IOException {
    int number = descriptor.acquire();
    try {
      Readahead.start(number, offset, length, path);
    } finally {
      descriptor.release();
    }
  }

  /**
   * What direct reads of this file must be multiples of, however it was opened.
   *
   * @throws UnavailableException when the file has no direct reads
   */
  public DirectAlignment directAlignment() throws UnavailableException {
    if (!status.hasDirectAlignment()) {
      return new DirectAlignment(ASSUMED_ALIGNMENT, ASSUMED_ALIGNMENT, false);
    }
    if (status.directOffsetBytes() == 0) {
      throw new UnavailableException(
          Capability.unavailable(
              "direct reading of " + quoted(path), "its file system offers none for it"));
    }
    return new DirectAlignment(status.directMemoryBytes(), status.directOffsetBytes(), true);
  }

  /**
   * Maps a part of the file for reading. The mapping outlives this object's closing.
   *
   * @param offset a multiple of {@link NativeMemory#pageBytes()}
   * @param length more than 0, and not beyond the end of the file
   */
  public Mapping map(long offset, long length) throws IOException {
    if (length <= 0 || offset < 0 || offset > size() - length) {
      throw new IllegalArgumentException(
          "%d bytes at %d cannot be mapped, because %s has %d bytes"
              .formatted(length, offset, quoted(path), size()));
    }
    if (offset % NativeMemory.pageBytes() != 0) {
      throw new IllegalArgumentException(
          "a mapping of %s cannot start at %d, which is no multiple of the page size %d"
              .formatted(quoted(path), offset, NativeMemory.pageBytes()));
    }
    int number = descriptor.acquire();
    Arena arena = Arena.ofShared();
    try {
      String subject = "%d bytes at %d of %s".formatted(length, offset, quoted(path));
      return new Mapping(arena, Mmap.file(arena, number, offset, length, subject), subject);
    } catch (IOException | RuntimeException failure) {
      arena.close();
      throw failure;
    } finally {
      descriptor.release();
    }
  }

  /** Writes the file's dirty pages out. */
  void sync() throws IOException {
    int number = descriptor.acquire();
    try {
      Fsync.fsync(number, path);
    } finally {
      descriptor.release();
    }
  }

  /** The resident pages of a range by cachestat, or the negative error number. */
  long cachestat(long offset, long length) throws IOException {
    int number = descriptor.acquire();
    try {
      return Cachestat.residentPages(number, offset, length);
    } finally {
      descriptor.release();
    }
  }

  /** The number of pages the file takes. */
  long pages() throws UnavailableException {
    return PageSize.pagesFor(size());
  }

  /** Begins a use of the descriptor by number, which {@link #release()} ends. */
  int acquire() {
    return descriptor.acquire();
  }

  void release() throws IOException {
    descriptor.release();
  }

  FileStatus status() {
    return status;
  }

  /** Closes the file; closing again does nothing. */
  @Override
  public void close() throws IOException {
    descriptor.close();
  }
}
