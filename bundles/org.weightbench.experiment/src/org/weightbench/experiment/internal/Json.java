package org.weightbench.experiment.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON mapper: keys of newer versions are passed over, missing primitives are mistakes. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

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

  /**
   * Reads a value.
   *
   * @throws IOException when the text is not one
   */
  public static <T> T read(String text, Class<T> type) throws IOException {
    return value(MAPPER.readTree(text), type);
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
    JsonNode tree = MAPPER.readTree(text);
    int found = tree.path("schema").asInt();
    if (found > known) {
      throw new NewerSchemaException(found, known);
    }
    return value(tree, type);
  }

  private static <T> T value(JsonNode tree, Class<T> type) throws IOException {
    T value = MAPPER.treeToValue(tree, type);
    if (value == null) {
      throw new IOException("found null, expected a " + type.getSimpleName());
    }
    return value;
  }
}
