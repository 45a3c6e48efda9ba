package org.weightbench.gguf;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of one file of a split model, {@code PREFIX-00002-of-00009.gguf}, as llama.cpp's {@code
 * llama_split_path} makes it.
 *
 * @param prefix what comes before the numbers
 * @param number which file this is, from 1
 * @param count how many there are
 */
record ShardName(String prefix, int number, int count) {
  private static final String EXTENSION = ".gguf";
  private static final String OF = "-of-";
  private static final int DIGITS = 5;
  private static final int SUFFIX_CHARS = 1 + DIGITS + OF.length() + DIGITS + EXTENSION.length();

  static Optional<ShardName> of(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    int dash = name.length() - SUFFIX_CHARS;
    if (dash < 0
        || name.charAt(dash) != '-'
        || !name.startsWith(OF, dash + 1 + DIGITS)
        || !name.endsWith(EXTENSION)) {
      return Optional.empty();
    }
    int number = digits(name, dash + 1);
    int count = digits(name, dash + 1 + DIGITS + OF.length());
    return number < 1 || count < number
        ? Optional.empty()
        : Optional.of(new ShardName(name.substring(0, dash), number, count));
  }

  /** Returns the name of another file of the same model. */
  String sibling(int otherNumber) {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d%s", prefix, otherNumber, count, EXTENSION);
  }

  private static int digits(String name, int from) {
    int value = 0;
    for (int i = from; i < from + DIGITS; i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = value * 10 + (digit - '0');
    }
    return value;
  }
}
