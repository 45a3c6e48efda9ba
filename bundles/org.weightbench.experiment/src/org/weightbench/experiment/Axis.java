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
 * @param prominent whether its value is always of interest; others are shown where they are not the
 *     standard
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
    boolean prominent,
    T standard,
    Function<Cell, Optional<String>> idle,
    Function<String, Optional<T>> parser,
    Function<T, String> formatter) {

  /** Copies the choices. */
  public Axis {
    choices = List.copyOf(choices);
  }

  /** An axis whose values are a closed set, each with its word. */
  static <T> Axis<T> closed(
      String name, String title, String summary, List<T> values, T standard, Words<T> words) {
    List<String> choices = values.stream().map(words::of).toList();
    return new Axis<>(
        name,
        title,
        summary,
        "one of " + String.join(", ", choices),
        choices,
        true,
        false,
        false,
        standard,
        _ -> Optional.empty(),
        text -> values.stream().filter(v -> words.of(v).equals(text)).findFirst(),
        words::of);
  }

  /** An axis whose values are an open set. */
  static <T> Axis<T> open(
      String name,
      String title,
      String summary,
      String expected,
      List<String> suggestions,
      T standard,
      Function<String, Optional<T>> parser,
      Function<T, String> formatter) {
    return new Axis<>(
        name,
        title,
        summary,
        expected,
        suggestions,
        false,
        false,
        false,
        standard,
        _ -> Optional.empty(),
        parser,
        formatter);
  }

  /** Says the word for a value. */
  @FunctionalInterface
  interface Words<T> {
    String of(T value);
  }

  /** Returns this axis as one that changes what is asked of the machine. */
  Axis<T> asCondition() {
    return new Axis<>(
        name, title, summary, expected, choices, closed, true, prominent, standard, idle, parser,
        formatter);
  }

  /** Returns this axis as one whose value is always of interest. */
  Axis<T> asProminent() {
    return new Axis<>(
        name, title, summary, expected, choices, closed, condition, true, standard, idle, parser,
        formatter);
  }

  /** Returns this axis with the reasons why a cell makes no use of it. */
  Axis<T> idleWhere(Function<Cell, Optional<String>> reason) {
    return new Axis<>(
        name, title, summary, expected, choices, closed, condition, prominent, standard, reason,
        parser, formatter);
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
