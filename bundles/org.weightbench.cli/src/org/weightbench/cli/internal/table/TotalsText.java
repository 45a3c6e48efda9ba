package org.weightbench.cli.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.weightbench.analysis.timeline.TimelineTotals;
import org.weightbench.experiment.Quantities;

/** A load in some lines for people; what was not recorded has none. */
public final class TotalsText {
  private static final double NANOS_PER_SECOND = 1e9;

  private TotalsText() {}

  /** Returns the lines. */
  public static List<String> lines(TimelineTotals totals) {
    List<String> lines = new ArrayList<>();
    double seconds = totals.seconds();
    lines.add("Time          " + Quantities.duration(seconds * NANOS_PER_SECOND));
    totals.deviceReadBytes().ifPresent(bytes -> lines.add(device(totals, bytes)));
    totals
        .readCallBytes()
        .ifPresent(bytes -> lines.add("Read calls    " + Quantities.bytes(bytes)));
    if (totals.userCpus().isPresent() && totals.systemCpus().isPresent()) {
      lines.add(
          "Processors    %s in programs, %s in the kernel%s"
              .formatted(
                  decimal(totals.userCpus().getAsDouble()),
                  decimal(totals.systemCpus().getAsDouble()),
                  totals.ioWaitCpus().isPresent()
                      ? ", %s only waited for a device"
                          .formatted(decimal(totals.ioWaitCpus().getAsDouble()))
                      : ""));
    }
    if (totals.minorFaults().isPresent() && totals.majorFaults().isPresent()) {
      lines.add(
          "Page faults   %d, and %d that waited for a device"
              .formatted(totals.minorFaults().getAsLong(), totals.majorFaults().getAsLong()));
    }
    if (totals.stalledIoShare().isPresent()) {
      lines.add(
          "Stalled       %s of the time for I/O, %s for memory, %s for processors"
              .formatted(
                  percent(totals.stalledIoShare()),
                  percent(totals.stalledMemoryShare()),
                  percent(totals.stalledCpuShare())));
    }
    memory(totals).forEach(lines::add);
    if (totals.residentShareBefore().isPresent()) {
      lines.add(
          "Page cache    held %s of the model before, %s after"
              .formatted(
                  percent(totals.residentShareBefore()), percent(totals.residentShareAfter())));
    }
    return lines;
  }

  private static String device(TimelineTotals totals, long bytes) {
    StringBuilder line = new StringBuilder("Devices read  ").append(Quantities.bytes(bytes));
    if (totals.seconds() > 0) {
      line.append(", ").append(Quantities.rate(bytes / totals.seconds()));
    }
    OptionalLong reads = totals.deviceReads();
    if (reads.orElse(0) > 0) {
      line.append(", ")
          .append(reads.getAsLong())
          .append(" requests of ")
          .append(Quantities.bytes(bytes / reads.getAsLong()));
    }
    totals.meanQueue().ifPresent(queue -> line.append(", queue ").append(decimal(queue)));
    totals
        .awaitMillis()
        .ifPresent(await -> line.append(", await ").append(decimal(await)).append(" ms"));
    if (totals.busyShare().isPresent()) {
      line.append(", busy ").append(percent(totals.busyShare()));
    }
    return line.toString();
  }

  private static List<String> memory(TimelineTotals totals) {
    List<String> lines = new ArrayList<>();
    totals
        .peakResidentBytes()
        .ifPresent(bytes -> lines.add("Memory        " + Quantities.bytes(bytes) + " at most"));
    if (totals.swappedBytes().orElse(0) > 0) {
      lines.add("Swapped       " + Quantities.bytes(totals.swappedBytes().getAsLong()));
    }
    if (totals.refaultedBytes().orElse(0) > 0) {
      lines.add(
          "Read again    %s, by all of the system, since the page cache had dropped it"
              .formatted(Quantities.bytes(totals.refaultedBytes().getAsLong())));
    }
    return lines;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "an unknown share";
  }
}
