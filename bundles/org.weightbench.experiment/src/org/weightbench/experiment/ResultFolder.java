package org.weightbench.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.internal.Json;
import org.weightbench.experiment.internal.NewerSchemaException;
import org.weightbench.experiment.timeline.Timeline;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * A folder that keeps an experiment: what was asked, the machine, the model, and every sample.
 * Reading never changes it and may go on while a run appends.
 *
 * @param path the folder, absolute
 */
public record ResultFolder(Path path) {
  /** The definition as run. */
  public static final String DEFINITION = "experiment.yaml";

  /** The machine as it was. */
  public static final String MACHINE = "machine.json";

  private static final int MACHINE_SCHEMA = 1;

  /** What the machine can do at best, measured before the samples. */
  public static final String CEILINGS = "ceilings.json";

  /** The model and the verification of what was delivered. */
  public static final String MODEL = "model.json";

  /** The combinations that are left out of the plan, which decides the numbers of the runs. */
  public static final String PLAN = "plan.json";

  /** One sample a line. */
  public static final String SAMPLES = "samples.jsonl";

  /** The samples in JMH's own format. */
  public static final String JMH = "jmh.json";

  /** The report for people. */
  public static final String REPORT = "report.html";

  /** The folder of timelines, one file for each run. */
  public static final String TIMELINES = "timeline";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @FunctionalInterface
  private interface Format<T> {
    T read(String text) throws IOException;
  }

  /**
   * Creates a folder for a new run, named after the experiment and the time.
   *
   * @param root folder that holds result folders; created when missing
   * @param definition what is asked
   * @param now local time for the name
   * @throws IOException when the folder cannot be created
   */
  public static ResultFolder create(Path root, ExperimentDefinition definition, LocalDateTime now)
      throws IOException {
    Path absoluteRoot = Files.createDirectories(root.toAbsolutePath().normalize());
    String base =
        definition.name().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + STAMP.format(now);
    Path folder = absoluteRoot.resolve(base);
    for (int next = 2; ; next++) {
      try {
        Files.createDirectory(folder);
        break;
      } catch (FileAlreadyExistsException _) {
        folder = absoluteRoot.resolve(base + "-" + next);
      }
    }
    ResultFolder result = new ResultFolder(folder);
    result.write(DEFINITION, ExperimentFile.write(definition));
    return result;
  }

  /**
   * Opens an existing folder.
   *
   * @throws IOException when it is no result folder
   */
  public static ResultFolder open(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new IOException("result folder " + folder + " does not exist");
    }
    if (!isResultFolder(absolute)) {
      throw new IOException(
          folder
              + " is no result folder: "
              + DEFINITION
              + " is missing; name a folder that 'run' made");
    }
    return new ResultFolder(absolute);
  }

  /** Tells whether a folder holds an experiment. */
  public static boolean isResultFolder(Path folder) {
    return Files.isRegularFile(folder.resolve(DEFINITION));
  }

  /**
   * Finds the result folders directly below a folder, newest name first within an experiment.
   *
   * @return the folders; empty when the root does not exist
   * @throws IOException when the root cannot be read
   */
  public static List<ResultFolder> list(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root.toAbsolutePath().normalize())) {
      return entries.filter(ResultFolder::isResultFolder).sorted().toList().reversed().stream()
          .map(ResultFolder::new)
          .toList();
    }
  }

  /** Returns the name of the folder. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /**
   * Reads the definition.
   *
   * @throws IOException when it cannot be read
   */
  public ExperimentDefinition definition() throws IOException {
    return ExperimentFile.read(path.resolve(DEFINITION));
  }

  /**
   * Reads the machine, where it is there already.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public Optional<Machine> machine() throws IOException {
    return read(MACHINE, text -> Json.read(text, Machine.class, MACHINE_SCHEMA));
  }

  /**
   * Writes the machine.
   *
   * @throws IOException when it cannot be written
   */
  public void writeMachine(Machine machine) throws IOException {
    write(MACHINE, Json.versioned(machine, MACHINE_SCHEMA));
  }

  /**
   * Reads the ceilings, where they were measured.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public Optional<Ceilings> ceilings() throws IOException {
    return CeilingStore.read(path.resolve(CEILINGS));
  }

  /**
   * Reads the model's record, where it is there already.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public Optional<ModelRecord> model() throws IOException {
    return read(MODEL, text -> Json.read(text, ModelRecord.class, ModelRecord.SCHEMA));
  }

  /**
   * Reads what was planned, where it is there already.
   *
   * @throws IOException when the file is there and cannot be read
   */
  public Optional<PlanRecord> plan() throws IOException {
    return read(PLAN, text -> Json.read(text, PlanRecord.class, PlanRecord.SCHEMA));
  }

  /**
   * Reads the samples in the order in which they were measured: of each run the last one, since a
   * failed one may have been repeated.
   *
   * @throws IOException when the file cannot be read or a whole line is no sample
   */
  public List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    Map<Integer, Sample> failed = new HashMap<>();
    for (Sample sample : attempts()) {
      Sample repeated = failed.remove(sample.run());
      if (repeated != null) {
        samples.remove(repeated);
      }
      if (sample.status() == Sample.Status.FAILED) {
        failed.put(sample.run(), sample);
      }
      samples.add(sample);
    }
    return List.copyOf(samples);
  }

  /**
   * Reads all whole samples in the order in which they were measured, with failed ones that were
   * repeated. A last line without line end is still being written and is passed over.
   *
   * @throws IOException when the file cannot be read or a whole line is no sample
   */
  public List<Sample> attempts() throws IOException {
    Path file = path.resolve(SAMPLES);
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n');
    List<String> lines = end < 0 ? List.of() : List.of(text.substring(0, end).split("\n", -1));
    List<Attempt> attempts = lines.parallelStream().map(Attempt::of).toList();
    List<Sample> samples = new ArrayList<>(attempts.size());
    for (Attempt attempt : attempts) {
      if (attempt.problem != null) {
        throw noSample(file, samples.size() + 1, attempt.problem);
      }
      samples.add(Objects.requireNonNull(attempt.sample));
    }
    return List.copyOf(samples);
  }

  /** A line of samples: either a sample or why it is none. */
  private record Attempt(@Nullable Sample sample, @Nullable IOException problem) {
    static Attempt of(String line) {
      try {
        return new Attempt(Json.read(line, Sample.class, Sample.SCHEMA), null);
      } catch (IOException e) {
        return new Attempt(null, e);
      }
    }
  }

  private static IOException noSample(Path file, int line, IOException problem) {
    String place = file + ":" + line + ": ";
    return problem instanceof NewerSchemaException
        ? new IOException(place + problem.getMessage(), problem)
        : new IOException(
            place
                + "found a line that is no sample, expected one JSON object; take the line out to"
                + " read the others",
            problem);
  }

  /** Returns the file of a run's timeline, be it there or not. */
  public Path timelineFile(int run) {
    return path.resolve(TIMELINES).resolve("run-%04d.timeline".formatted(run));
  }

  /**
   * Reads what the machine did over the time of a run, where that was recorded.
   *
   * @param run number of the run
   * @throws IOException when the file is there and cannot be read
   */
  public Optional<Timeline> timeline(int run) throws IOException {
    Path file = timelineFile(run);
    return Files.exists(file) ? Optional.of(Timeline.read(file)) : Optional.empty();
  }

  /**
   * Opens the samples for appending; the caller closes it.
   *
   * @throws IOException when another run has it open or it cannot be written
   */
  public SampleLog openLog() throws IOException {
    return SampleLog.open(path.resolve(SAMPLES));
  }

  /**
   * Writes a record as indented JSON, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public void writeJson(String fileName, Object record) throws IOException {
    write(fileName, Json.pretty(record));
  }

  /**
   * Writes a file of the folder, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public void write(String fileName, String content) throws IOException {
    writeWhole(path.resolve(fileName), content);
  }

  /**
   * Writes a text file beside its place, forces it to the disk and renames it, so that the file is
   * either the old one or the whole new one.
   *
   * @throws IOException when it cannot be written; nothing is left behind
   */
  public static void writeWhole(Path file, String content) throws IOException {
    String besideName = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path beside = file.resolveSibling(besideName);
    try {
      Files.writeString(beside, content, StandardCharsets.UTF_8);
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private <T> Optional<T> read(String fileName, Format<T> format) throws IOException {
    Path file = path.resolve(fileName);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(format.read(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
