package org.weightbench.experiment;

/**
 * One mistake in a definition.
 *
 * @param line line of the mistake, from 1
 * @param column column of the mistake, from 1
 * @param key dotted path of the key, such as {@code sweep.threads}; empty for the whole document
 * @param message what was found and what was expected
 */
public record DefinitionProblem(int line, int column, String key, String message) {

  @Override
  public String toString() {
    return line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
