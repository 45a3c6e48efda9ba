package org.weightbench.experiment.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The one JSON mapper: keys of newer versions are passed over, missing primitives are mistakes. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final String VERSION = "schema";

  private Json() {}

  /** Writes a value on one line, without line end. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value as indented text that ends with a line end. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a record that does not say its version itself, as {@link #pretty} does. */
  public static String versioned(Object value, int schema) {
    ObjectNode node = MAPPER.createObjectNode().put(VERSION, schema);
    return pretty(node.setAll((ObjectNode) MAPPER.valueToTree(value)));
  }

  /**
   * Reads a value.
   *
   * @throws IOException when the text is not one
   */
  public static <T> T read(String text, Class<T> type) throws IOException {
    return present(MAPPER.readValue(text, type), type);
  }

  /**
   * Reads a value that says in {@code schema} which version of its record it is.
   *
   * @param known the newest version that can be read; keys that later ones of it added are passed
   *     over
   * @throws NewerSchemaException when it is newer
   * @throws IOException when the text is not one
   */
  public static <T> T read(String text, Class<T> type, int known) throws IOException {
    int found = schema(text);
    if (found > known) {
      throw new NewerSchemaException(found, known);
    }
    return present(MAPPER.readValue(text, type), type);
  }

  /** Looks no further than the key, which is the first one in what this class wrote. */
  private static int schema(String text) throws IOException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
          parser.nextToken();
          if (key.equals(VERSION)) {
            return parser.getValueAsInt();
          }
          parser.skipChildren();
        }
      }
      return 0;
    }
  }

  private static <T> T present(@Nullable T value, Class<T> type) throws IOException {
    if (value == null) {
      throw new IOException("found null, expected a " + type.getSimpleName());
    }
    return value;
  }
}
