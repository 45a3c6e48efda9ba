package org.weightbench.launching;

import java.util.List;

/**
 * What a launch configuration runs. Locations may hold variables such as {@code
 * ${workspace_loc:…}}.
 */
public sealed interface Subject {

  /**
   * Returns the location as it is kept in the configuration, of several the first; may be empty
   * while it is edited.
   */
  String location();

  /**
   * Models, one after the other, each swept as the configuration says.
   *
   * @param locations GGUF files, of a split model any shard; none while it is edited
   */
  record Models(List<String> locations) implements Subject {
    /** Leaves blank locations out. */
    public Models {
      locations = locations.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /** One model. */
    public Models(String location) {
      this(List.of(location));
    }

    @Override
    public String location() {
      return locations.isEmpty() ? "" : locations.getFirst();
    }
  }

  /**
   * An experiment file, which says everything itself.
   *
   * @param location YAML file
   */
  record ExperimentFile(String location) implements Subject {}

  /**
   * A result folder with samples missing, which the run adds.
   *
   * @param location the folder
   */
  record UnfinishedResult(String location) implements Subject {}
}
