package org.weightbench.ui.internal.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.ExperimentFile;

/** What the schema of experiment files says of each key. */
final class ExperimentSchema {
  private final JsonNode root;

  private ExperimentSchema(JsonNode root) {
    this.root = root;
  }

  /**
   * What is known of one key.
   *
   * @param name the key
   * @param description what it means, for people
   * @param standard the value that it has when it is not there; empty where there is none
   * @param values values that it may have, or suggestions
   */
  record Key(String name, String description, String standard, List<String> values) {
    /** Copies the values. */
    Key {
      values = List.copyOf(values);
    }
  }

  /** Reads the schema. */
  static ExperimentSchema read() {
    try {
      return new ExperimentSchema(new ObjectMapper().readTree(ExperimentFile.schema()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema of experiments is no JSON", e);
    }
  }

  /** Returns the keys that may stand in the mapping at a path; none where no mapping may. */
  List<Key> keys(List<String> path) {
    List<Key> keys = new ArrayList<>();
    at(path)
        .forEach(
            node -> properties(node).forEach((name, property) -> keys.add(key(name, property))));
    return keys;
  }

  /** Returns what is known of the key at a path; empty where the schema does not know it. */
  Optional<Key> key(List<String> path) {
    return path.isEmpty()
        ? Optional.empty()
        : keys(path.subList(0, path.size() - 1)).stream()
            .filter(key -> key.name().equals(path.getLast()))
            .findFirst();
  }

  private Key key(String name, JsonNode property) {
    List<String> values = new ArrayList<>();
    collectValues(property, values);
    Axes.named(name)
        .ifPresent(
            axis -> axis.choices().stream().filter(c -> !values.contains(c)).forEach(values::add));
    return new Key(
        name, property.path("description").asText(), property.path("default").asText(), values);
  }

  private void collectValues(JsonNode schema, List<String> values) {
    for (JsonNode node : alternatives(schema)) {
      node.path("enum").forEach(value -> add(values, value.asText()));
      if (node.has("const")) {
        add(values, node.get("const").asText());
      }
      if (node.has("default")) {
        add(values, node.get("default").asText());
      }
      if (node.has("items")) {
        collectValues(node.get("items"), values);
      }
    }
  }

  private static void add(List<String> values, String value) {
    if (!values.contains(value)) {
      values.add(value);
    }
  }

  private List<JsonNode> at(List<String> path) {
    List<JsonNode> nodes = alternatives(root);
    for (String key : path) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : nodes) {
        JsonNode property = properties(node).get(key);
        if (property != null) {
          next.addAll(alternatives(property));
        }
      }
      nodes = next;
    }
    List<JsonNode> items = new ArrayList<>(nodes);
    nodes.stream()
        .filter(node -> node.has("items"))
        .forEach(node -> items.addAll(alternatives(node.get("items"))));
    return items;
  }

  private static Map<String, JsonNode> properties(JsonNode node) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    node.path("properties").properties().forEach(e -> properties.put(e.getKey(), e.getValue()));
    return properties;
  }

  /** Returns a schema with what it refers to and every one of its alternatives. */
  private List<JsonNode> alternatives(JsonNode schema) {
    List<JsonNode> all = new ArrayList<>(List.of(schema));
    if (schema.has("$ref")) {
      all.addAll(alternatives(root.at(schema.get("$ref").asText().substring(1))));
    }
    for (String several : List.of("oneOf", "anyOf")) {
      schema.path(several).forEach(alternative -> all.addAll(alternatives(alternative)));
    }
    return all;
  }
}
