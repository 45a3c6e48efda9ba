package org.weightbench.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One parameter that an experiment may sweep. A value has one canonical text, which stands in
 * cells, files and tables.
 *
 * @param <T> type of a value
 * @param name key in definitions and cells, lower case
 * @param title column title
 * @param summary one sentence for help and tool tips
 * @param expected what a valid value looks like, to end the sentence 'expected …'
 * @param choices canonical texts of all values where they are a closed set, else suggestions
 * @param closed whether only {@code choices} are valid
 * @param condition whether a value changes what is asked of the machine (a cold load, floats)
 *     rather than how it is done; cells under different conditions are not compared with each other
 * @param standard value that a cell has when the axis is not swept
 * @param idle tells why a cell makes no use of its value on this axis, as half a sentence; empty
 *     when it does
 * @param parser reads a text as a person writes it; empty when it is no value
 * @param formatter writes the canonical text
 */
public record Axis<T>(
    String name,
    String title,
    String summary,
    String expected,
    List<String> choices,
    boolean closed,
    boolean condition,
    T standard,
    Function<Cell, Optional<String>> idle,
    Function<String, Optional<T>> parser,
    Function<T, String> formatter) {

  /** Copies the choices. */
  public Axis {
    choices = List.copyOf(choices);
  }

  /** Reads a text as a person writes it; empty when it is no value of this axis. */
  public Optional<T> parse(String text) {
    return parser.apply(text.strip());
  }

  /** Returns the canonical form of a text, or empty when it is no value of this axis. */
  public Optional<String> canonical(String text) {
    return parse(text).map(formatter);
  }

  /** Returns the canonical text of the standard value. */
  public String standardText() {
    return formatter.apply(standard);
  }

  @Override
  public String toString() {
    return name;
  }
}
