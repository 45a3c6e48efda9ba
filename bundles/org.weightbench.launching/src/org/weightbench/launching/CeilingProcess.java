package org.weightbench.launching;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.SubMonitor;
import org.osgi.framework.FrameworkUtil;
import org.weightbench.experiment.CeilingEvent;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.hardware.ceiling.Ceilings;

/** Has a process of its own measure what the hardware can do at best. */
public final class CeilingProcess {
  /** Main class of the process, in the runner. */
  public static final String MAIN_CLASS = "org.weightbench.runner.CeilingMain";

  private static final int STEPS = 1000;

  private CeilingProcess() {}

  /**
   * Measures, and keeps what was measured to the end in the user's store.
   *
   * @param path the model's file, or a folder on the file system of interest
   * @param budget about how long it may take
   * @param progress is told how far it is; canceling it ends the measurement
   * @return what was measured, incomplete when it was canceled
   * @throws CoreException when the process cannot be started or nothing can be measured
   */
  public static Ceilings measure(Path path, Duration budget, SubMonitor progress)
      throws CoreException {
    try {
      ProcessBuilder builder = new ProcessBuilder(line(path, budget));
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      try {
        Ceilings ceilings = read(process, progress);
        if (ceilings.complete()) {
          CeilingStore.ofUser().save(ceilings);
        }
        return ceilings;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw LaunchingStatus.noCeilings(e.getMessage(), e);
    }
  }

  private static List<String> line(Path path, Duration budget) throws CoreException {
    Path java = JavaHomes.usual(Path.of(System.getProperty("java.home")), System.getenv()).java();
    String classPath =
        RunnerClassPath.of(FrameworkUtil.getBundle(CeilingProcess.class).getBundleContext())
            .stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        java.toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--add-modules=jdk.incubator.vector",
        "-cp",
        classPath,
        MAIN_CLASS,
        path.toString(),
        String.valueOf(budget.toSeconds()));
  }

  private static Ceilings read(Process process, SubMonitor progress) throws IOException {
    progress.setWorkRemaining(STEPS);
    Optional<Ceilings> found = Optional.empty();
    boolean asked = false;
    try (BufferedReader events = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        switch (CeilingEvent.fromJson(line)) {
          case CeilingEvent.Working working -> {
            progress.setWorkRemaining((int) Math.round(STEPS * (1 - working.share())));
            progress.subTask(working.what());
          }
          case CeilingEvent.Measured _ -> {}
          case CeilingEvent.Finished finished -> found = Optional.of(finished.ceilings());
          case CeilingEvent.Failed failed -> throw new IOException(failed.problem());
        }
        if (progress.isCanceled() && !asked) {
          asked = true;
          process.getOutputStream().close();
        }
      }
    }
    return found.orElseThrow(() -> new IOException(Messages.status_ceilingsEnded));
  }
}
