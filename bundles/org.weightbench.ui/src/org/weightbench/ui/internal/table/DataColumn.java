package org.weightbench.ui.internal.table;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.weightbench.ui.internal.Icon;

/**
 * A column of a {@link DataTable}.
 *
 * @param <T> type of a row
 * @param title title for people
 * @param numeric whether it aligns right
 * @param largestFirst whether its first click sorts the largest first
 * @param text what a cell shows
 * @param order ascending order of rows
 * @param icon image of a cell
 */
public record DataColumn<T>(
    String title,
    boolean numeric,
    boolean largestFirst,
    Function<T, String> text,
    Comparator<T> order,
    Function<T, Optional<Icon>> icon) {

  /** Makes a column of words, sorted by alphabet. */
  public static <T> DataColumn<T> words(String title, Function<T, String> text) {
    return new DataColumn<>(
        title,
        false,
        false,
        text,
        Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER),
        _ -> Optional.empty());
  }

  /** Makes a column of numbers, sorted by their value, the largest first at the first click. */
  public static <T> DataColumn<T> numbers(
      String title, Function<T, String> text, ToDoubleFunction<T> value) {
    return new DataColumn<>(
        title, true, true, text, Comparator.comparingDouble(value), _ -> Optional.empty());
  }

  /** Returns this column with an image in each cell. */
  public DataColumn<T> withIcon(Function<T, Icon> other) {
    return new DataColumn<>(
        title, numeric, largestFirst, text, order, row -> Optional.of(other.apply(row)));
  }

  /** Returns this column with another order. */
  public DataColumn<T> orderedBy(Comparator<T> other) {
    return new DataColumn<>(title, numeric, largestFirst, text, other, icon);
  }
}
