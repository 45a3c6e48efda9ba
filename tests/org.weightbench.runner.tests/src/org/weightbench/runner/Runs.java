package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.testing.PlainJava;

/** Starts the runner as its users do, in a process of its own. */
final class Runs {
  private static final String IGNORED_SIGNALS = "SigIgn:";
  private static final int SIGINT = 2;

  private Runs() {}

  /** Writes an experiment on a model into a folder. */
  static Path experiment(Path folder, Path model, Map<String, List<String>> sweep, int repetitions)
      throws IOException {
    ExperimentDefinition definition =
        new ExperimentDefinition("trial", new ModelFile(model), sweep, repetitions, 7);
    return Files.writeString(folder.resolve("trial.yaml"), ExperimentFile.write(definition));
  }

  /** Whether processes started from here are deaf to Control-C, as those of background jobs are. */
  static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith(IGNORED_SIGNALS))
            .map(line -> line.substring(IGNORED_SIGNALS.length()).strip())
            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 1L << SIGINT - 1) != 0);
  }

  /** Runs the runner to its end. */
  static PlainJava.Ended run(Path scratch, String... arguments) {
    return PlainJava.run(RunnerMain.class, scratch, List.of(arguments));
  }

  /** Returns the events of a run, every line of its standard output being one. */
  static List<ExperimentEvent> events(PlainJava.Ended ended) throws IOException {
    List<ExperimentEvent> events = new ArrayList<>();
    for (String line : ended.out().lines().toList()) {
      events.add(ExperimentEvent.fromJson(line));
    }
    return events;
  }

  /** A runner that is still running, with {@code --events}. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final Path standardError;
    private final BufferedReader lines;
    private final List<ExperimentEvent> events = new ArrayList<>();

    Running(Path scratch, String... arguments) throws IOException {
      standardError = Files.createTempFile(scratch, "standard-error", ".txt");
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add("--events");
      process = PlainJava.start(RunnerMain.class, standardError, all);
      lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    Process process() {
      return process;
    }

    /** Returns all events heard so far. */
    List<ExperimentEvent> events() {
      return List.copyOf(events);
    }

    String standardError() {
      try {
        return Files.readString(standardError);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Hears events until one fits; returns whether one did before the end. */
    boolean hear(Predicate<ExperimentEvent> fits) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ExperimentEvent event = ExperimentEvent.fromJson(line);
        events.add(event);
        if (fits.test(event)) {
          return true;
        }
      }
      return false;
    }

    /** Hears events until one fits, which must come. */
    void expect(Predicate<ExperimentEvent> fits) throws IOException {
      assertTrue(hear(fits), () -> events + "\n" + process + "\n" + standardError());
    }

    /** Waits until the runner has a child and returns all children. */
    List<ProcessHandle> awaitChildren() {
      List<ProcessHandle> children = List.of();
      while (children.isEmpty() && process.isAlive()) {
        Thread.onSpinWait();
        children = process.children().toList();
      }
      return children;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
