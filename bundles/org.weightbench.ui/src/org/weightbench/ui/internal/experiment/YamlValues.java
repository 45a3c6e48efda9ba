package org.weightbench.ui.internal.experiment;

import java.util.List;
import java.util.stream.Collectors;

/** Writes values as one line of YAML. */
final class YamlValues {
  private static final String PLAIN = "[\\p{L}\\p{N}./~][\\p{L}\\p{N} ./_+=%*~-]*";

  private YamlValues() {}

  /** Returns a scalar, in quotes where YAML needs them. */
  static String scalar(String text) {
    boolean plain =
        text.matches(PLAIN)
            && text.equals(text.strip())
            && !text.matches("(?i)true|false|null|yes|no|~");
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }

  /** Returns a list in brackets. */
  static String list(List<String> texts) {
    return texts.stream().map(YamlValues::scalar).collect(Collectors.joining(", ", "[", "]"));
  }
}
