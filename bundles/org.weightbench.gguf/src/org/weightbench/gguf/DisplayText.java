package org.weightbench.gguf;

import java.util.Locale;

/**
 * Makes strings out of files safe to show on a terminal and in a message: what could move the
 * cursor, change the text's direction or hide is written as an escape.
 */
public final class DisplayText {
  private static final int MAX_QUOTED_CHARS = 80;

  private DisplayText() {}

  /**
   * Returns the text with line feed, carriage return, tab and backslash as their Java escapes, and
   * every other control, format, separator, private or unpaired character as <code>&#92;u{hex}
   * </code>.
   */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                case '\\' -> shown.append("\\\\");
                default -> {
                  if (isPlain(c)) {
                    shown.appendCodePoint(c);
                  } else {
                    shown.append("\\u{").append(Integer.toHexString(c)).append('}');
                  }
                }
              }
            });
    return shown.toString();
  }

  /** Returns the text as {@link #of} does, in quotes and cut to a length that suits a message. */
  static String quoted(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_QUOTED_CHARS) {
      return '"' + of(text) + '"';
    }
    return '"' + of(text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED_CHARS))) + "…\"";
  }

  static String bytes(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "byte" : "bytes");
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
