package org.weightbench.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.weightbench.experiment.Quantities;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.SystemChange;

/** Something on the system that loads depend on and that a profile can set. */
public enum SystemSetting {
  /** Read-ahead of the device that the model lies on. */
  READ_AHEAD("readAhead", "a size in whole 4 KiB, such as 2 MiB") {
    @Override
    public Optional<String> canonical(String text) {
      OptionalLong bytes = Quantities.parseBytes(text);
      return bytes.isPresent() && bytes.getAsLong() % PAGE_BYTES == 0
          ? Optional.of(Quantities.exactBytes(bytes.getAsLong()))
          : Optional.empty();
    }

    @Override
    public String kernelValue(String value) {
      return String.valueOf(Quantities.parseBytes(value).orElseThrow() / KIB);
    }

    @Override
    String text(String kernelValue) {
      return Quantities.exactBytes(Long.parseLong(kernelValue) * KIB);
    }

    @Override
    public Optional<Path> file(Path model) throws IOException {
      return DeviceReadAhead.of(model).map(DeviceReadAhead::file);
    }
  },
  /** Where transparent huge pages are used. */
  HUGE_PAGES("transparentHugePages", "one of always, madvise, never") {
    @Override
    public Optional<String> canonical(String text) {
      return Optional.of(text.strip()).filter(t -> t.matches("always|madvise|never"));
    }

    @Override
    public Optional<Path> file(Path model) {
      return existing("/sys/kernel/mm/transparent_hugepage/enabled");
    }
  },
  /** How readily the kernel swaps. */
  SWAPPINESS("swappiness", "a whole number from 0 to 200") {
    @Override
    public Optional<String> canonical(String text) {
      return Optional.of(text.strip())
          .filter(t -> t.matches("\\d{1,3}") && Integer.parseInt(t) <= MOST_SWAPPINESS);
    }

    @Override
    public Optional<Path> file(Path model) {
      return existing("/proc/sys/vm/swappiness");
    }
  };

  private static final long PAGE_BYTES = 4096;
  private static final long KIB = 1024;
  private static final int MOST_SWAPPINESS = 200;

  private final String key;
  private final String expected;

  SystemSetting(String key, String expected) {
    this.key = key;
    this.expected = expected;
  }

  /** Returns the key in profiles. */
  public String key() {
    return key;
  }

  /** Returns what a value looks like, to end the sentence 'expected …'. */
  public String expected() {
    return expected;
  }

  /** Returns the canonical form of a value as a person writes it; empty when it is none. */
  public abstract Optional<String> canonical(String text);

  /** Returns a canonical value as the kernel takes it. */
  public String kernelValue(String value) {
    return value;
  }

  /**
   * Returns the file of the kernel that holds the setting, as far as a model is concerned; empty
   * where the system has none.
   *
   * @throws IOException when the model's device cannot be found out
   */
  public abstract Optional<Path> file(Path model) throws IOException;

  /**
   * Returns the canonical value that is in force, as far as a model is concerned; empty where the
   * system has no such setting.
   *
   * @throws IOException when it cannot be read
   */
  public Optional<String> now(Path model) throws IOException {
    Optional<Path> file = file(model);
    return file.isEmpty()
        ? Optional.empty()
        : SystemChange.Value.planned(file.get(), "").map(change -> text(change.before()));
  }

  /** Returns what the kernel says, in the canonical form. */
  String text(String kernelValue) {
    return kernelValue;
  }

  /** Finds a setting by its key. */
  public static Optional<SystemSetting> named(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** Returns all keys for a message. */
  public static String keys() {
    return Arrays.stream(values()).map(SystemSetting::key).collect(Collectors.joining(", "));
  }

  private static Optional<Path> existing(String file) {
    return Optional.of(Path.of(file)).filter(Files::exists);
  }
}
