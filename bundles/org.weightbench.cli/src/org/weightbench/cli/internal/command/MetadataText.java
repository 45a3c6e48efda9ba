package org.weightbench.cli.internal.command;

import java.util.Locale;
import org.weightbench.gguf.ArrayValue;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.StringValue;

/** Metadata values as people read them, long ones cut short. */
final class MetadataText {
  private static final int SHOWN_ELEMENTS = 6;
  private static final int SHOWN_CHARS = 160;

  private MetadataText() {}

  /** Returns the type, for example {@code uint32} or {@code string[32000]}. */
  static String type(MetadataValue value) {
    return value instanceof ArrayValue array
        ? name(array.elementType()) + "[" + array.size() + "]"
        : name(value.type());
  }

  /** Returns the value; not escaped. */
  static String value(MetadataValue value) {
    return switch (value) {
      case ArrayValue array -> elements(array);
      case StringValue string -> shortened(string.value());
      default -> value.toString();
    };
  }

  private static String elements(ArrayValue array) {
    int shown = Math.min(array.size(), SHOWN_ELEMENTS);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < shown; i++) {
      MetadataValue element = array.get(i);
      text.append(i == 0 ? "" : ", ");
      text.append(
          element instanceof StringValue string
              ? "\"" + shortened(string.value()) + "\""
              : element.toString());
    }
    return text.append(shown < array.size() ? ", …]" : "]").toString();
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN_CHARS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARS)) + "…";
  }

  private static String name(Enum<?> type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
