package org.weightbench.experiment.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.ExperimentFile;

/**
 * The JSON schema of definitions: a frame that is a file beside {@link ExperimentFile}, and the
 * axes.
 */
public final class DefinitionSchema {
  private static final String FRAME = "experiment.schema.json";

  private DefinitionSchema() {}

  /** Returns the schema as indented text. */
  public static String text() {
    ObjectNode schema = frame();
    ObjectNode axes = (ObjectNode) schema.at("/$defs/axes/properties");
    for (Axis<?> axis : Axes.all()) {
      ObjectNode property = axes.putObject(axis.name());
      property.put("description", axis.summary() + " Expected: " + axis.expected() + ".");
      property.put("default", axis.standardText());
      ObjectNode one = property.putArray("anyOf").addObject();
      describeValue(axis, one);
      ObjectNode several = property.withArray("anyOf").addObject();
      several.put("type", "array").put("minItems", 1);
      describeValue(axis, several.putObject("items"));
    }
    return Json.pretty(schema);
  }

  private static void describeValue(Axis<?> axis, ObjectNode value) {
    if (axis.closed()) {
      axis.choices().forEach(value.putArray("enum")::add);
    } else {
      value.putArray("type").add("integer").add("string");
    }
  }

  private static ObjectNode frame() {
    try (InputStream in = ExperimentFile.class.getResourceAsStream(FRAME)) {
      if (in == null) {
        throw new IllegalStateException(FRAME + " is missing beside ExperimentFile");
      }
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(FRAME + " cannot be read", e);
    }
  }
}
