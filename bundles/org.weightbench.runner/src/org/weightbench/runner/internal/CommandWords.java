package org.weightbench.runner.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;

/**
 * A command line cut into words as a shell would: at spaces outside of quotes. Nothing else means
 * anything special; {@code {model}} and the values of the cell are put in after the cut, so that a
 * path with spaces stays one word.
 */
final class CommandWords {
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private CommandWords() {}

  /**
   * Returns the words of a cell's command.
   *
   * @param model the model's file
   */
  static List<String> of(Cell cell, String model) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("model", model);
    for (Axis<?> axis : List.of(Axes.THREADS, Axes.DEQUANTIZE_THREADS, Axes.QUEUE_DEPTH)) {
      values.put(axis.name(), cell.text(axis));
    }
    values.put(Axes.CHUNK.name(), String.valueOf(cell.value(Axes.CHUNK)));
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(cell.value(Axes.COMMAND));
    while (matcher.find()) {
      String word =
          QUOTED
              .matcher(matcher.group())
              .replaceAll(
                  quoted ->
                      Matcher.quoteReplacement(
                          Optional.ofNullable(quoted.group(1)).orElse(quoted.group(2))));
      for (Map.Entry<String, String> value : values.entrySet()) {
        word = word.replace("{" + value.getKey() + "}", value.getValue());
      }
      words.add(word);
    }
    return words;
  }
}
