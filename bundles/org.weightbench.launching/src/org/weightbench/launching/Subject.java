package org.weightbench.launching;

/**
 * What a launch configuration runs. Locations may hold variables such as {@code
 * ${workspace_loc:…}}.
 */
public sealed interface Subject {

  /** Returns the location as it is kept in the configuration; may be empty while it is edited. */
  String location();

  /**
   * A model, swept as the configuration says.
   *
   * @param location GGUF file, or any shard of a split model
   */
  record ModelFile(String location) implements Subject {}

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
