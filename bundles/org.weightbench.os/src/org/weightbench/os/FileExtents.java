package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Path;
import org.weightbench.os.internal.Descriptor;
import org.weightbench.os.internal.Errno;
import org.weightbench.os.internal.Fiemap;
import org.weightbench.os.internal.NativePath;
import org.weightbench.os.internal.Open;

/**
 * How a file lies on its device, as FIEMAP tells it (Documentation/filesystems/fiemap.rst).
 *
 * @param extents the file system's own records; one has a greatest size (128 MiB on ext4)
 * @param fragments pieces of the file that lie apart on the device: 1 for a file without gaps, as
 *     filefrag(8) counts
 * @param largestFragmentBytes the length of the longest
 */
public record FileExtents(int extents, int fragments, long largestFragmentBytes) {
  /**
   * Asks the file system.
   *
   * @throws UnavailableException when it has no answer for this file
   */
  public static FileExtents of(Path path) throws IOException {
    Descriptor descriptor = new Descriptor(Open.open(path, false), path);
    try {
      Count count = new Count();
      int result = list(descriptor, count);
      if (result == 0) {
        return count.sum();
      }
      int errno = -result;
      if (Errno.EOPNOTSUPP.is(errno) || Errno.ENOTTY.is(errno)) {
        String type = Mount.of(path).map(Mount::type).orElse("of unknown type");
        throw new UnavailableException(
            Capability.unavailable(
                name(path), "its file system (%s) has no FIEMAP".formatted(type)));
      }
      throw new NativeCallException("ioctl(FIEMAP)", NativePath.quoted(path), errno, "");
    } finally {
      descriptor.close();
    }
  }

  private static int list(Descriptor descriptor, Count count) throws IOException {
    int number = descriptor.acquire();
    try {
      return Fiemap.list(number, count::add);
    } finally {
      descriptor.release();
    }
  }

  /** Whether the extents of a file can be counted. */
  public static Capability capability(Path path) {
    try {
      of(path);
      return Capability.available(name(path));
    } catch (UnavailableException unavailable) {
      return Capability.unavailable(name(path), unavailable.capability().reason());
    } catch (IOException failure) {
      return Capability.unavailable(name(path), failure.getMessage());
    }
  }

  private static String name(Path path) {
    return "counting the extents of " + NativePath.quoted(path);
  }

  private static final class Count {
    private int extents;
    private int fragments;
    private long largest;
    private long length;
    private long physicalEnd = -1;

    void add(Fiemap.Extent extent) {
      extents++;
      if (extent.physical() != physicalEnd) {
        fragments++;
        length = 0;
      }
      length += extent.length();
      largest = Math.max(largest, length);
      physicalEnd = extent.physical() + extent.length();
    }

    FileExtents sum() {
      return new FileExtents(extents, fragments, largest);
    }
  }
}
