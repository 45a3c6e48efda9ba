package org.weightbench.hardware.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightbench.hardware.Reading;

/**
 * The mounts that this process sees, from {@code /proc/self/mountinfo}; its format is in proc(5).
 *
 * @param mounts in the order of mounting
 */
public record MountTable(Reading<List<Mount>> mounts) {

  private static final String PATH = "/proc/self/mountinfo";
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /**
   * One mount.
   *
   * @param root the folder of the file system that is mounted
   * @param point where it is mounted
   * @param type of the file system
   * @param source the device or server
   * @param options of the mount, then those of the file system, each once
   */
  public record Mount(String root, String point, String type, String source, List<String> options) {

    boolean contains(Path path) {
      return path.startsWith(Path.of(point));
    }
  }

  /** Reads the table. */
  public static MountTable read(Tree tree) {
    return new MountTable(
        tree.text(PATH)
            .flatMap(
                text -> {
                  List<Mount> mounts = new ArrayList<>();
                  for (String line : text.split("\n")) {
                    Reading<Mount> mount = parse(line);
                    if (mount.find().isEmpty()) {
                      return Reading.unknown(mount.reason());
                    }
                    mounts.add(mount.find().orElseThrow());
                  }
                  return Reading.known(mounts);
                }));
  }

  /** The mount that an absolute path without links lies in: the innermost, of several the last. */
  Reading<Mount> of(Path path) {
    return mounts.flatMap(
        all ->
            all.reversed().stream()
                .filter(mount -> mount.contains(path))
                .max(Comparator.comparingInt(mount -> Path.of(mount.point()).getNameCount()))
                .map(Reading::known)
                .orElseGet(() -> Reading.unknown(PATH + " has no mount for " + path)));
  }

  private static Reading<Mount> parse(String line) {
    int separator = line.indexOf(" - ");
    String[] before = separator < 0 ? new String[0] : line.substring(0, separator).split(" ");
    String[] after = separator < 0 ? new String[0] : line.substring(separator + 3).split(" ");
    if (before.length < 6 || after.length < 2) {
      return Reading.unknown(PATH + " has the line '" + line + "', which is not as in proc(5)");
    }
    Set<String> options = new LinkedHashSet<>(Arrays.asList(before[5].split(",")));
    if (after.length > 2) {
      options.addAll(Arrays.asList(after[2].split(",")));
    }
    return Reading.known(
        new Mount(
            unescape(before[3]),
            unescape(before[4]),
            after[0],
            unescape(after[1]),
            List.copyOf(options)));
  }

  private static String unescape(String text) {
    return OCTAL.matcher(text).replaceAll(MountTable::character);
  }

  private static String character(MatchResult octal) {
    String character = String.valueOf((char) Integer.parseInt(octal.group(1), 8));
    return Matcher.quoteReplacement(character);
  }
}
