package org.weightbench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.weightbench.os.internal.Cachestat;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.Mincore;
import org.weightbench.os.internal.NativePath;

/**
 * How much of a file the page cache holds, and how to empty and fill it. Only the one file is
 * affected; a loop device's backing file has pages of its own. Every answer is measured afterwards,
 * and is {@link Residency#UNKNOWN} where the kernel would not tell the truth: to those who neither
 * own the file nor may write to it, and on ZFS. On overlayfs mincore is asked first, because
 * cachestat sees the overlay's own cache there, which is always empty. All methods may run on any
 * thread.
 */
public final class PageCache {
  private static final long WARM_STEP_BYTES = 1L << 20;
  private static final int FRUITLESS_TRIES = 40;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private PageCache() {}

  /** Whether a file's residency can be measured and believed here. */
  public static Capability capability(Path path) {
    String name = "page-cache residency of " + NativePath.quoted(path);
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      Measured measured = measure(file);
      return measured.residency().known()
          ? Capability.available(name)
          : Capability.unavailable(name, measured.distrust());
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name, unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name, failure.getMessage());
    }
  }

  /** How much of a file is in the page cache now. */
  public static Residency residency(Path path) throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      return measure(file).residency();
    }
  }

  /**
   * Which parts of a file are in the page cache now.
   *
   * @param cells into how many equal parts of whole pages to divide it, at least 1; a file of fewer
   *     pages has a part for each
   */
  public static ResidencyMap map(Path path, int cells) throws IOException {
    if (cells < 1) {
      throw new IllegalArgumentException("a file cannot be divided into " + cells + " parts");
    }
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      long pages = file.pages();
      long count = Math.min(cells, pages);
      List<Part> parts = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        long first = pages * i / count;
        parts.add(new Part(first, pages * (i + 1) / count - first));
      }
      return new ResidencyMap(measure(file, parts).stream().map(Measured::residency).toList());
    }
  }

  /**
   * Empties the page cache of a file: writes its dirty pages out, then drops the clean ones until
   * none is left or no more will go. Pages that any process has mapped or locked stay, so unmap
   * first and look at the answer.
   *
   * @return what is left, as measured
   */
  public static Residency evict(Path path) throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED)) {
      file.sync();
      file.advise(FileAdvice.DONTNEED, 0, 0);
      Residency left = measure(file).residency();
      int fruitless = 0;
      while (left.known() && left.residentPages() > 0 && fruitless < FRUITLESS_TRIES) {
        LockSupport.parkNanos(PAUSE.toNanos());
        file.advise(FileAdvice.DONTNEED, 0, 0);
        Residency now = measure(file).residency();
        fruitless = now.residentPages() < left.residentPages() ? 0 : fruitless + 1;
        left = now;
      }
      return left;
    }
  }

  /**
   * Fills the page cache with a file by reading it once from start to end, 1 MiB at a time.
   *
   * @return what is resident afterwards, as measured
   */
  public static Residency warm(Path path) throws IOException {
    return warm(path, ByteProgress.NONE);
  }

  /** As {@link #warm(Path)}, with a listener that may end it early. */
  public static Residency warm(Path path, ByteProgress progress) throws IOException {
    try (NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
        Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(WARM_STEP_BYTES, NativeMemory.pageBytes());
      file.advise(FileAdvice.SEQUENTIAL, 0, 0);
      long position = 0;
      long bytes = file.read(buffer, position);
      while (bytes > 0 && progress.at(position + bytes, file.size())) {
        position += bytes;
        bytes = file.read(buffer, position);
      }
      return measure(file).residency();
    }
  }

  private static Measured measure(NativeFile file) throws IOException {
    return measure(file, List.of(new Part(0, file.pages()))).getFirst();
  }

  private static List<Measured> measure(NativeFile file, List<Part> parts) throws IOException {
    String type = Mount.find(file.path(), file.status()).map(Mount::type).orElse("");
    if (type.equals("zfs")) {
      return unknown(parts, "ZFS keeps file data in a cache of its own");
    }
    Optional<List<Residency>> answer =
        type.equals("overlay") ? Optional.empty() : byCachestat(file, parts);
    if (answer.isEmpty()) {
      answer = byMincore(file, parts);
    }
    return answer
        .map(all -> all.stream().map(residency -> new Measured(residency, "")).toList())
        .orElse(
            unknown(
                parts,
                "the kernel tells it only to those who own the file or may write to it"
                    + " (run as its owner)"));
  }

  private static List<Measured> unknown(List<Part> parts, String distrust) {
    return parts.stream()
        .map(part -> new Measured(new Residency(part.pages, 0, Residency.UNKNOWN), distrust))
        .toList();
  }

  /** Empty where the kernel lacks the call or refuses this file. */
  static Optional<Residency> byCachestat(NativeFile file) throws IOException {
    return byCachestat(file, List.of(new Part(0, file.pages()))).map(List::getFirst);
  }

  private static Optional<List<Residency>> byCachestat(NativeFile file, List<Part> parts)
      throws IOException {
    if (!Cachestat.capability().available()) {
      return Optional.empty();
    }
    List<Residency> answers = new ArrayList<>();
    for (Part part : parts) {
      long resident = file.cachestat(part.offset(), part.bytes());
      int errno = (int) Math.max(0, -resident);
      if (Errno.EPERM.is(errno) || Errno.EOPNOTSUPP.is(errno)) {
        return Optional.empty();
      }
      if (errno != 0) {
        throw new NativeCallException("cachestat", NativePath.quoted(file.path()), errno, "");
      }
      answers.add(new Residency(part.pages, Math.min(resident, part.pages), "cachestat"));
    }
    return Optional.of(answers);
  }

  /** Empty where the kernel would call everything resident. */
  static Optional<Residency> byMincore(NativeFile file) throws IOException {
    return byMincore(file, List.of(new Part(0, file.pages()))).map(List::getFirst);
  }

  private static Optional<List<Residency>> byMincore(NativeFile file, List<Part> parts)
      throws IOException {
    if (!file.status().ownedOrWritable(file.path())) {
      return Optional.empty();
    }
    List<Residency> answers = new ArrayList<>();
    if (file.pages() == 0) {
      parts.forEach(_ -> answers.add(new Residency(0, 0, "mincore")));
      return Optional.of(answers);
    }
    try (Mapping mapping = file.map(0, file.size())) {
      for (Part part : parts) {
        long bytes = Math.min(part.bytes(), file.size() - part.offset());
        long resident =
            Mincore.residentPages(mapping.segment().asSlice(part.offset(), bytes), file.path());
        answers.add(new Residency(part.pages, resident, "mincore"));
      }
    }
    return Optional.of(answers);
  }

  /** Pages that follow each other. */
  private record Part(long firstPage, long pages) {
    long offset() throws UnavailableException {
      return firstPage * NativeMemory.pageBytes();
    }

    long bytes() throws UnavailableException {
      return pages * NativeMemory.pageBytes();
    }
  }

  private record Measured(Residency residency, String distrust) {}
}
