package org.weightbench.analysis.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;

/**
 * One load with everything that is known around it.
 *
 * @param facts the result
 * @param load the load that is judged
 */
public record Subject(Facts facts, LoadFacts load) {

  /** Tells whether a number is known. */
  public boolean knows(Measure measure) {
    return load.numbers().containsKey(measure) || facts.numbers().containsKey(measure);
  }

  /**
   * Returns a number that is known.
   *
   * @throws IllegalStateException when it is not; a rule names what it needs
   */
  public double get(Measure measure) {
    return find(measure)
        .orElseThrow(() -> new IllegalStateException(measure + " is not known; name it in needs"));
  }

  /** Returns a number of the load or else of what is around it. */
  public OptionalDouble find(Measure measure) {
    Double value = load.numbers().get(measure);
    if (value == null) {
      value = facts.numbers().get(measure);
    }
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns a number, or another one where it is not known. */
  public double orElse(Measure measure, double other) {
    return find(measure).orElse(other);
  }

  /** Returns a word of the load or else of what is around it; empty text where it is not known. */
  public String word(Word word) {
    String value = load.words().get(word);
    return value == null ? facts.words().getOrDefault(word, "") : value;
  }

  /** Returns the value on an axis, as text. */
  public String setting(Axis<?> axis) {
    return load.cell().text(axis);
  }

  /**
   * Returns the value on an axis that this version may not have, as text; empty where there is
   * none.
   */
  public String setting(String axis) {
    return load.cell().settings().getOrDefault(axis, "");
  }

  /** Tells whether the load asks for a cold page cache. */
  public boolean cold() {
    return setting(Axes.CACHE).equals("cold");
  }

  /** Tells whether bytes come by page faults on a mapping. */
  public boolean mapped() {
    return setting(Axes.STRATEGY).startsWith("mmap");
  }

  /**
   * Returns the share of the load's time that a thread which dequantizes spends on that, 0 to 1.
   *
   * @throws IllegalStateException when it is not known; a rule names what it needs
   */
  public double dequantizing() {
    double threads = orElse(Measure.DEQUANTIZE_THREADS, get(Measure.THREADS));
    return get(Measure.DEQUANTIZE_SECONDS) / threads / get(Measure.LOAD_SECONDS);
  }

  /** Tells whether weights are turned into floats. */
  public boolean floats() {
    return setting(Axes.DELIVER).equals("f32") || setting(Axes.DELIVER).equals("bf16");
  }

  /** Tells whether most bytes came from the device. */
  public boolean fromDevice() {
    return knows(Measure.DEVICE_BYTES)
        && get(Measure.DEVICE_BYTES) >= 0.9 * get(Measure.LOGICAL_BYTES);
  }

  /** Returns how long the load would take at a rate of its stored bytes, s. */
  public double secondsAt(double bytesPerSecond) {
    return get(Measure.LOGICAL_BYTES) / bytesPerSecond;
  }

  /** Returns the known ones of these numbers as evidence. */
  public List<Evidence> evidence(Measure... measures) {
    return Arrays.stream(measures)
        .filter(this::knows)
        .map(measure -> new Evidence(measure.title(), measure.text(get(measure))))
        .toList();
  }

  /** Returns a known word as evidence. */
  public List<Evidence> evidence(Word word) {
    return word(word).isEmpty() ? List.of() : List.of(new Evidence(word.title(), word(word)));
  }

  /**
   * Returns the verified loads that differ from this one on some axes alone, as subjects.
   *
   * @param axes names of axes on which they may differ
   */
  public Stream<Subject> beside(List<String> axes) {
    return facts.loads().stream()
        .filter(other -> other.verified() && !other.equals(load))
        .filter(
            other ->
                Axes.all().stream()
                    .filter(axis -> !axes.contains(axis.name()))
                    .allMatch(axis -> other.cell().text(axis).equals(setting(axis))))
        .map(other -> new Subject(facts, other));
  }

  /** Returns the value on an axis if it is a whole number, else another one. */
  public Optional<Integer> count(String axis) {
    String text = setting(axis);
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
