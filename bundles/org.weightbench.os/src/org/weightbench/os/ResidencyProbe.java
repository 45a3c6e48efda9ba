package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A quick estimate of how much of some files is in the page cache, for reading many times a second:
 * it counts the pages of a fixed number of short stripes, spread evenly over all bytes, so that its
 * cost does not grow with the files. Where the files are read in long pieces it errs by about one
 * stripe of all. Used by one thread.
 */
public final class ResidencyProbe implements AutoCloseable {
  private static final int STRIPES = 128;
  private static final long LONGEST_BYTES = 64 << 10;

  private final List<NativeFile> files;
  private final List<Stripe> stripes = new ArrayList<>();
  private long pages;

  private record Stripe(NativeFile file, long offset, long bytes, long pages) {}

  private ResidencyProbe(List<NativeFile> files) {
    this.files = files;
  }

  /** Whether the residency of a file can be estimated: cachestat is needed, and its trust. */
  public static Capability capability(Path file) {
    Capability trusted = PageCache.capability(file);
    if (!trusted.available()) {
      return trusted;
    }
    try (ResidencyProbe probe = open(List.of(file))) {
      probe.share();
      return trusted;
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(trusted.name(), unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(trusted.name(), failure.getMessage());
    }
  }

  /** Opens the files and places the stripes. */
  public static ResidencyProbe open(List<Path> paths) throws IOException {
    List<NativeFile> files = new ArrayList<>();
    ResidencyProbe probe = new ResidencyProbe(files);
    try {
      long total = 0;
      for (Path path : paths) {
        files.add(NativeFile.open(path, OpenMode.BUFFERED));
        total += files.getLast().size();
      }
      probe.place(total);
      return probe;
    } catch (IOException | RuntimeException failure) {
      probe.close();
      throw failure;
    }
  }

  private void place(long totalBytes) throws IOException {
    long pageBytes = NativeMemory.pageBytes();
    long step = Math.max(pageBytes, (totalBytes / STRIPES + pageBytes - 1) / pageBytes * pageBytes);
    for (NativeFile file : files) {
      for (long offset = 0; offset < file.size(); offset += step) {
        long bytes = Math.min(Math.min(step, LONGEST_BYTES), file.size() - offset);
        long whole = (bytes + pageBytes - 1) / pageBytes;
        stripes.add(new Stripe(file, offset, bytes, whole));
        pages += whole;
      }
    }
  }

  /** The resident share of all stripes together, 0 to 1; 0 for empty files. */
  public double share() throws IOException {
    long resident = 0;
    for (Stripe stripe : stripes) {
      long answer = stripe.file().cachestat(stripe.offset(), stripe.bytes());
      if (answer < 0) {
        throw new NativeCallException(
            "cachestat", "'" + stripe.file().path() + "'", (int) -answer, "");
      }
      resident += Math.min(answer, stripe.pages());
    }
    return pages == 0 ? 0 : (double) resident / pages;
  }

  @Override
  public void close() throws IOException {
    for (NativeFile file : files) {
      file.close();
    }
  }
}
