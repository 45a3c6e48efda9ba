package org.weightbench.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some cells, described by values of some axes.
 *
 * @param values canonical texts by axis name; a cell fits when it has one of the texts on each axis
 *     that is named
 */
public record CellPattern(Map<String, List<String>> values) {

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException when no axis is named, one that there is not, or one without a
   *     value
   */
  public CellPattern {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("found no axis, expected at least one");
    }
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach(
        (axis, texts) -> {
          if (Axes.named(axis).isEmpty() || texts.isEmpty()) {
            throw new IllegalArgumentException(
                "found '" + axis + ": " + texts + "', expected an axis with values");
          }
          copy.put(axis, List.copyOf(texts));
        });
    values = Collections.unmodifiableMap(copy);
  }

  /** Tells whether a cell fits. */
  public boolean matches(Cell cell) {
    return values.entrySet().stream()
        .allMatch(
            entry ->
                Axes.named(entry.getKey())
                    .map(axis -> entry.getValue().contains(cell.text(axis)))
                    .orElse(false));
  }
}
