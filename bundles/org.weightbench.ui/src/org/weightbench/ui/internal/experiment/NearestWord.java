package org.weightbench.ui.internal.experiment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the words that a mistyped one may have meant. */
final class NearestWord {
  private static final int LETTERS_FOR_ONE_SLIP = 3;

  private NearestWord() {}

  /**
   * Returns the words that at most one slip in three letters makes of the typed one, the nearest
   * first. A slip is a letter too many, too few, another one, or two that changed places (the
   * optimal string alignment distance); upper and lower case do not count.
   */
  static List<String> of(String typed, Collection<String> words) {
    int most = Math.max(1, typed.length() / LETTERS_FOR_ONE_SLIP);
    return words.stream()
        .filter(word -> !word.equals(typed) && slips(typed, word) <= most)
        .sorted(Comparator.comparingInt((String word) -> slips(typed, word)))
        .toList();
  }

  /** Returns the least number of slips between two words. */
  static int slips(String typed, String word) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = word.toLowerCase(Locale.ROOT);
    int[][] slips = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          slips[i][j] = i + j;
          continue;
        }
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(slips[i - 1][j], slips[i][j - 1]) + 1;
        least = Math.min(least, slips[i - 1][j - 1] + other);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        slips[i][j] = swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
      }
    }
    return slips[a.length()][b.length()];
  }
}
