package org.weightbench.hardware.ceiling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.weightbench.hardware.ceiling.internal.Campaign;
import org.weightbench.hardware.ceiling.internal.Target;

/**
 * Measures what this machine and one file system can do at best. Nothing is changed on the system
 * but the page cache, from which the file that is read is dropped. Vector kernels are measured when
 * this process has the module {@code jdk.incubator.vector}; rates are those of compiled code only
 * when it has the optimizing compiler.
 */
public final class CeilingMeasurement {

  private CeilingMeasurement() {}

  /**
   * Measures; returns earlier with what there is when the progress says so.
   *
   * @throws IOException when the path cannot be read at all, or no scratch file can be written
   */
  public static Ceilings measure(CeilingRequest request, CeilingProgress progress)
      throws IOException {
    String measuredAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    long start = System.nanoTime();
    progress.at(0, "preparing");
    try (Target target = Target.of(request.path(), request.budget(), progress::cancelled)) {
      Campaign campaign = new Campaign(request, target, progress, start);
      campaign.run();
      List<Ceiling> ceilings = new ArrayList<>(campaign.ceilings());
      ceilings.sort(Comparator.comparing(Ceiling::kind));
      progress.at(1, "done");
      return new Ceilings(
          Ceilings.SCHEMA,
          measuredAt,
          target.file().toString(),
          Target.fileSystem(target.file()),
          System.nanoTime() - start,
          !progress.cancelled(),
          ceilings,
          campaign.missing().stream().distinct().toList());
    }
  }

  /** Returns the name of a path's file system as {@link Ceilings#fileSystem()} has it. */
  public static String fileSystem(Path path) throws IOException {
    return Target.fileSystem(path);
  }
}
