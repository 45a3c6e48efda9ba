package org.weightbench.launching.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.weightbench.experiment.ResultFolder;

/**
 * What is kept of a runner while it runs, so that a later session finds it: a folder with this
 * record and with what the runner writes.
 *
 * @param folder the folder
 * @param label name for people
 * @param configuration memento of the launch configuration; empty where there is none
 * @param commandLine command line, for people
 * @param runner the runner
 * @param watcher the workbench that follows it; {@link ProcessId#NONE} when it was left alone
 */
public record RunRecord(
    Path folder,
    String label,
    String configuration,
    String commandLine,
    ProcessId runner,
    ProcessId watcher) {
  private static final String FILE = "run.properties";
  private static final String LABEL = "label";
  private static final String CONFIGURATION = "configuration";
  private static final String COMMAND_LINE = "commandLine";
  private static final String RUNNER = "runner";
  private static final String WATCHER = "watcher";

  /**
   * Makes the folder of a run that is about to start.
   *
   * @throws IOException when it cannot be made
   */
  public static Path newFolder(Path root) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(root), "run");
  }

  /**
   * Reads the records of runners that nobody follows, because they were left alone or because the
   * workbench that followed them is no more; the oldest first.
   *
   * @param problems told of each record that cannot be read
   * @throws IOException when the root cannot be read
   */
  public static List<RunRecord> unwatched(Path root, Consumer<IOException> problems)
      throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<Path> folders;
    try (Stream<Path> all = Files.list(root)) {
      folders = all.filter(folder -> Files.isRegularFile(folder.resolve(FILE))).toList();
    }
    List<RunRecord> records = new ArrayList<>();
    for (Path folder : folders) {
      try {
        RunRecord record = read(folder);
        if (record.watcher.running().isEmpty()) {
          records.add(record);
        }
      } catch (IOException e) {
        problems.accept(e);
      }
    }
    records.sort(Comparator.comparing(record -> record.runner.started()));
    return List.copyOf(records);
  }

  /** Returns this record with another runner. */
  public RunRecord ranBy(ProcessId other) {
    return new RunRecord(folder, label, configuration, commandLine, other, watcher);
  }

  /** Returns this record with another watcher. */
  public RunRecord watchedBy(ProcessId other) {
    return new RunRecord(folder, label, configuration, commandLine, runner, other);
  }

  /**
   * Writes the record, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public void write() throws IOException {
    Properties properties = new Properties();
    properties.setProperty(LABEL, label);
    properties.setProperty(CONFIGURATION, configuration);
    properties.setProperty(COMMAND_LINE, commandLine);
    properties.setProperty(RUNNER, text(runner));
    properties.setProperty(WATCHER, text(watcher));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    ResultFolder.writeWhole(folder.resolve(FILE), text.toString());
  }

  /**
   * Removes the folder, the record first; nothing is done when it is gone already.
   *
   * @throws IOException when a file cannot be removed
   */
  public void delete() throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  private static RunRecord read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Properties properties = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      properties.load(text);
      return new RunRecord(
          folder,
          properties.getProperty(LABEL, ""),
          properties.getProperty(CONFIGURATION, ""),
          properties.getProperty(COMMAND_LINE, ""),
          id(properties.getProperty(RUNNER, "")),
          id(properties.getProperty(WATCHER, "")));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IOException(
          file + ": found a value that this file never holds (" + e.getMessage() + "); remove it",
          e);
    }
  }

  private static String text(ProcessId id) {
    return id.pid() + " " + id.started();
  }

  private static ProcessId id(String text) {
    String[] words = text.split(" ", 2);
    return words.length < 2
        ? ProcessId.NONE
        : new ProcessId(Long.parseLong(words[0]), Instant.parse(words[1]));
  }
}
