package org.weightbench.hardware.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.weightbench.hardware.Reading;

/**
 * The lines 'key: value' of files such as {@code /proc/cpuinfo} and {@code /proc/meminfo}.
 *
 * @param path the file, for reasons
 * @param text its content
 */
public record KeyedLines(String path, Reading<String> text) {

  /** Reads a file; what it lacks is unknown. */
  public static KeyedLines read(Tree tree, String path) {
    return new KeyedLines(path, tree.text(path));
  }

  /** The value of the first line with the first of these keys that occurs. */
  Reading<String> first(String... keys) {
    return text.flatMap(
        _ -> {
          for (String key : keys) {
            Optional<String> value = all(key).stream().findFirst();
            if (value.isPresent()) {
              return Reading.known(value.get());
            }
          }
          return Reading.unknown(path + " has no '" + String.join("' or '", keys) + "'");
        });
  }

  /** The values of all lines with this key that have a value, whatever its case. */
  List<String> all(String key) {
    List<String> values = new ArrayList<>();
    for (String line : text.orElse("").split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(key)) {
        String value = line.substring(colon + 1).strip();
        if (!value.isEmpty()) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** A value that is given as '1234 kB', in bytes. */
  public Reading<Long> bytes(String key) {
    return first(key)
        .flatMap(
            value ->
                Tree.parse(
                    path,
                    value,
                    text ->
                        Long.parseLong(text.toLowerCase(Locale.ROOT).replace("kb", "").strip())
                            * 1024));
  }
}
