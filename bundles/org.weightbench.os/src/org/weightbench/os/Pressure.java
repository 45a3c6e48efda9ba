package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.weightbench.os.internal.FileCounters;
import org.weightbench.os.internal.KernelText;
import org.weightbench.os.internal.Platform;

/**
 * How long tasks have stalled for want of a resource since the system started, or in between two
 * moments: the totals of pressure stall information (Documentation/accounting/psi.rst).
 *
 * @param someNanos time in which one task or more waited
 * @param fullNanos time in which every task that was not idle waited
 */
public record Pressure(long someNanos, long fullNanos) {
  private static final String SOME = "some";
  private static final String FULL = "full";
  private static final String TOTAL = "total=";
  private static final int WORDS_BEFORE_TOTAL = 4;
  private static final long NANOS_PER_MICRO = 1000;

  /** What tasks wait for. */
  public enum Resource {
    /** A processor. */
    CPU,
    /** Memory that is being reclaimed or read back. */
    MEMORY,
    /** A device. */
    IO;

    Path systemFile() {
      return Path.of("/proc/pressure", name().toLowerCase(Locale.ROOT));
    }

    String groupFile() {
      return name().toLowerCase(Locale.ROOT) + ".pressure";
    }
  }

  /** The stalls of the whole system. */
  public static Pressure system(Resource resource) throws IOException {
    capability().require();
    return FileCounters.once(resource.systemFile(), Pressure::parse);
  }

  /** A source for the whole system that keeps its file open. */
  public static CounterSource<Pressure> source(Resource resource) throws IOException {
    capability().require();
    return FileCounters.open(resource.systemFile(), Pressure::parse);
  }

  /** The stalls of a control group, by its file. */
  static Pressure ofGroup(Path file) throws IOException {
    return FileCounters.once(file, Pressure::parse);
  }

  /** Whether the kernel counts stalls. */
  public static Capability capability() {
    String name = "pressure stall information";
    if (Platform.current() == Platform.OTHER) {
      return Capability.unavailable(name, Platform.otherReason());
    }
    Path file = Resource.IO.systemFile();
    try {
      FileCounters.once(file, Pressure::parse);
      return Capability.available(name);
    } catch (IOException refused) {
      return Capability.unavailable(
          name,
          "%s cannot be read: %s (Linux 4.20 with CONFIG_PSI is needed, and psi=1 where it is off"
                  .formatted(file, refused.getMessage())
              + " at the start)");
    }
  }

  /** Versions before 5.13 have no line 'full' for the processor: nothing is counted then. */
  static Pressure parse(KernelText text) throws IOException {
    long some = -1;
    long full = 0;
    for (; !text.atEnd(); text.nextLine()) {
      if (text.startsWith(SOME)) {
        some = total(text);
      } else if (text.startsWith(FULL)) {
        full = total(text);
      }
    }
    if (some < 0) {
      throw new IOException("%s has no line 'some … total=N'".formatted(text.file()));
    }
    return new Pressure(some, full);
  }

  private static long total(KernelText text) throws IOException {
    for (int word = 0; word < WORDS_BEFORE_TOTAL; word++) {
      text.skipWord();
    }
    if (!text.hasWord() || !text.startsWith(TOTAL)) {
      throw new IOException("%s has a line without 'total=N'".formatted(text.file()));
    }
    text.skip(TOTAL.length());
    return text.number() * NANOS_PER_MICRO;
  }

  /** The stalls since {@code earlier}. */
  public Pressure minus(Pressure earlier) {
    return new Pressure(someNanos - earlier.someNanos, fullNanos - earlier.fullNanos);
  }
}
