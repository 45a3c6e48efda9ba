package org.weightbench.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.weightbench.experiment.internal.Json;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * The last measured ceilings of each file system, in a folder of the user's, so that minutes later
 * they need not be measured again. Each version of {@link Ceilings} keeps its own, so that none
 * stops another one.
 *
 * @param folder where they are kept; made when something is saved
 */
public record CeilingStore(Path folder) {

  /** How old ceilings may be to stand beside a measured load. */
  public static final Duration FRESH = Duration.ofMinutes(30);

  /** Returns the user's own: below {@code XDG_STATE_HOME}, or {@code ~/.local/state}. */
  public static CeilingStore ofUser() {
    String state = System.getenv("XDG_STATE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path root =
        state == null || state.isBlank() ? home.resolve(".local").resolve("state") : Path.of(state);
    return new CeilingStore(root.resolve("weightbench").resolve("ceilings"));
  }

  /**
   * Reads the last ceilings of a file system, where there are any.
   *
   * @param fileSystem as {@link Ceilings#fileSystem()} names it
   * @throws IOException when they are there and cannot be read
   */
  public Optional<Ceilings> find(String fileSystem) throws IOException {
    return read(file(fileSystem)).filter(ceilings -> ceilings.fileSystem().equals(fileSystem));
  }

  /**
   * Reads the last ceilings of a file system, where they are complete and at most so old.
   *
   * @throws IOException when they are there and cannot be read
   */
  public Optional<Ceilings> find(String fileSystem, Duration age) throws IOException {
    Instant oldest = Instant.now().minus(age);
    return find(fileSystem)
        .filter(Ceilings::complete)
        .filter(ceilings -> Instant.parse(ceilings.measuredAt()).isAfter(oldest));
  }

  /**
   * Keeps ceilings in place of older ones of the same file system.
   *
   * @throws IOException when they cannot be written
   */
  public void save(Ceilings ceilings) throws IOException {
    Files.createDirectories(folder);
    write(file(ceilings.fileSystem()), ceilings);
  }

  /**
   * Reads ceilings from a file, where there is one.
   *
   * @throws IOException when it is there and cannot be read
   */
  public static Optional<Ceilings> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Files.readString(file), Ceilings.class, Ceilings.SCHEMA));
    } catch (IOException e) {
      throw new IOException(file + " cannot be read as ceilings: " + e.getMessage(), e);
    }
  }

  /**
   * Writes ceilings to a file, whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Path file, Ceilings ceilings) throws IOException {
    ResultFolder.writeWhole(file, Json.pretty(ceilings));
  }

  private Path file(String fileSystem) {
    UUID key = UUID.nameUUIDFromBytes(fileSystem.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(key + "." + Ceilings.SCHEMA + ".json");
  }
}
