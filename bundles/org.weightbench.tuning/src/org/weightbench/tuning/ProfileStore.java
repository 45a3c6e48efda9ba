package org.weightbench.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of profiles.
 *
 * @param folder the folder; made when something is saved
 */
public record ProfileStore(Path folder) {

  /** Returns the store of this user: below XDG_CONFIG_HOME, or ~/.config. */
  public static ProfileStore ofUser() {
    String config = System.getenv("XDG_CONFIG_HOME");
    Path base =
        config == null || config.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(config);
    return new ProfileStore(base.resolve("weightbench").resolve("profiles"));
  }

  /** Returns the file of a profile, which need not exist. */
  public Path file(String name) {
    return folder.resolve(name + ProfileFile.SUFFIX);
  }

  /**
   * What a folder holds.
   *
   * @param profiles those that can be read, in the order of their files' names
   * @param problems why others cannot be read, one sentence each that names the file
   */
  public record Listing(List<TuningProfile> profiles, List<String> problems) {
    /** Copies the lists. */
    public Listing {
      profiles = List.copyOf(profiles);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads all profiles; one that cannot be read hides no other.
   *
   * @throws IOException when the folder cannot be read
   */
  public Listing list() throws IOException {
    List<TuningProfile> profiles = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files()) {
      try {
        profiles.add(ProfileFile.read(file));
      } catch (IOException e) {
        problems.add(e.getMessage());
      }
    }
    return new Listing(profiles, problems);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ProfileFile.SUFFIX)).sorted().toList();
    }
  }

  /**
   * Reads a profile by its name, or by the path of its file.
   *
   * @throws IOException when there is none
   */
  public TuningProfile find(String nameOrFile) throws IOException {
    if (TuningProfile.isName(nameOrFile) && Files.exists(file(nameOrFile))) {
      return ProfileFile.read(file(nameOrFile));
    }
    Path path = Path.of(nameOrFile);
    if (Files.isRegularFile(path)) {
      return ProfileFile.read(path);
    }
    throw new IOException(
        "there is no profile '" + nameOrFile + "' in " + folder + ", and no file of that name");
  }

  /**
   * Saves a profile under its name; one of the same name is replaced.
   *
   * @return its file
   * @throws IOException when it cannot be written
   */
  public Path save(TuningProfile profile) throws IOException {
    Files.createDirectories(folder);
    Path file = file(profile.name());
    ProfileFile.write(file, profile);
    return file;
  }
}
