package org.weightbench.experiment;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A definition has mistakes; the message has one line for each. */
public final class DefinitionException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<DefinitionProblem> problems;

  /**
   * Creates the exception.
   *
   * @param source name of the file, as the user wrote it
   * @param problems at least one mistake, in the order of the file
   */
  public DefinitionException(String source, List<DefinitionProblem> problems) {
    super(problems.stream().map(p -> source + ":" + p).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the mistakes in the order of the file. */
  public List<DefinitionProblem> problems() {
    return problems;
  }
}
