package org.weightbench.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.Strategy;

/**
 * One combination of settings. Two cells are the same when their settings are.
 *
 * @param settings canonical text by axis name, in the order of {@link Axes#all()}; an axis that a
 *     file of another version does not name has its standard value, an axis that is unknown here is
 *     kept
 */
public record Cell(Map<String, String> settings) {

  /** Completes the settings with standard values and puts them in order. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Cell {
    Map<String, String> complete = new LinkedHashMap<>();
    for (Axis<?> axis : Axes.all()) {
      String text = settings.get(axis.name());
      complete.put(axis.name(), text == null ? axis.standardText() : text);
    }
    settings.forEach(complete::putIfAbsent);
    settings = Collections.unmodifiableMap(complete);
  }

  @Override
  @JsonValue
  public Map<String, String> settings() {
    return settings;
  }

  /** Returns the canonical text of one axis. */
  public String text(Axis<?> axis) {
    String text = settings.get(axis.name());
    return text == null ? axis.standardText() : text;
  }

  /**
   * Returns the value of one axis.
   *
   * @throws IllegalArgumentException when the text is no value here, for example a strategy of a
   *     newer version
   */
  public <T> T value(Axis<T> axis) {
    return axis.parse(text(axis))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    axis.name()
                        + ": found '"
                        + text(axis)
                        + "', expected "
                        + axis.expected()
                        + "; it may come from another version of Weightbench"));
  }

  /** Tells whether somebody else's program loads, see {@link Axes#COMMAND}. */
  public boolean isExternal() {
    return Axes.isExternal(value(Axes.STRATEGY));
  }

  /**
   * Returns the settings that the loader takes.
   *
   * @throws IllegalStateException when somebody else's program loads
   */
  public LoadSettings loadSettings() {
    if (isExternal()) {
      throw new IllegalStateException("an external program loads, not this library");
    }
    LoadSettings settings =
        LoadSettings.of(value(Axes.STRATEGY), value(Axes.DELIVER))
            .withReadThreads(value(Axes.THREADS))
            .withDequantizeThreads(value(Axes.DEQUANTIZE_THREADS))
            .withChunkBytes(value(Axes.CHUNK))
            .withQueueDepth(value(Axes.QUEUE_DEPTH))
            .withAdvice(value(Axes.ADVICE))
            .withPages(value(Axes.PAGES))
            .withOrder(value(Axes.ORDER))
            .withTensors(value(Axes.TENSORS))
            .withSqPoll(value(Axes.SQ_POLL))
            .withPlacement(value(Axes.PLACEMENT))
            .withWindowBytes(value(Axes.WINDOW));
    return value(Axes.CONSUME).map(settings::withConsume).orElse(settings);
  }

  /**
   * Tells why this combination cannot be, or adds nothing to another one, as half a sentence; empty
   * when it is to be measured.
   */
  public Optional<String> contradiction() {
    Strategy strategy = value(Axes.STRATEGY);
    Deliver deliver = value(Axes.DELIVER);
    if (!strategy.delivers().contains(deliver)) {
      return Optional.of("strategy " + strategy.name() + " cannot deliver " + deliver.label());
    }
    if (isExternal()) {
      if (!isSet(Axes.COMMAND)) {
        return Optional.of("strategy " + strategy.name() + " needs a command");
      }
    } else {
      Optional<String> problem = withoutIdleSettings().loadSettings().contradiction();
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Axes.all().stream()
        .filter(this::isSet)
        .flatMap(
            axis ->
                axis
                    .idle()
                    .apply(this)
                    .map(
                        reason ->
                            reason
                                + ", so it is measured with "
                                + axis.name()
                                + " "
                                + axis.standardText()
                                + " alone")
                    .stream())
        .findFirst();
  }

  /** Returns this cell with the standard value on each axis of which it makes no use. */
  public Cell withoutIdleSettings() {
    Map<String, String> plain = new LinkedHashMap<>(settings);
    Axes.all().stream()
        .filter(axis -> isSet(axis) && axis.idle().apply(this).isPresent())
        .forEach(axis -> plain.put(axis.name(), axis.standardText()));
    return new Cell(plain);
  }

  /** Tells whether people want to see the value on an axis: it is no standard, or prominent. */
  public boolean tells(Axis<?> axis) {
    return axis.prominent() || isSet(axis);
  }

  private boolean isSet(Axis<?> axis) {
    return !text(axis).equals(axis.standardText());
  }

  /** Tells whether both cells ask the same of the machine: equal values on all condition axes. */
  public boolean sameConditions(Cell other) {
    return Axes.all().stream()
        .filter(Axis::condition)
        .allMatch(axis -> text(axis).equals(other.text(axis)));
  }

  /** Returns this cell under the conditions of another one. */
  public Cell underConditionsOf(Cell other) {
    Map<String, String> moved = new LinkedHashMap<>(settings);
    Axes.all().stream()
        .filter(Axis::condition)
        .forEach(axis -> moved.put(axis.name(), other.text(axis)));
    return new Cell(moved);
  }

  /**
   * Returns the settings that tell something on one line: {@code strategy=read, deliver=copied, …}.
   * No two cells have the same.
   */
  public String id() {
    StringBuilder id = new StringBuilder();
    settings.forEach(
        (name, text) -> {
          if (Axes.named(name).map(this::tells).orElse(true)) {
            id.append(id.isEmpty() ? "" : ", ").append(name).append('=').append(text);
          }
        });
    return id.toString();
  }

  @Override
  public String toString() {
    return id();
  }
}
