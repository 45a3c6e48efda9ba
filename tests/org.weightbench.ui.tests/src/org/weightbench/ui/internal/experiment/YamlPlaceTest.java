package org.weightbench.ui.internal.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The bar marks the caret. */
final class YamlPlaceTest {

  @Test
  void aKeyIsTypedAtTheRootAndInAMapping() {
    assertPlace("wei|", List.of(), false, "wei");
    assertPlace("weightbench: 1\n|", List.of(), false, "");
    assertPlace("sweep:\n  thr|", List.of("sweep"), false, "thr");
    assertPlace("model:\n  synthesize:\n    si|\n", List.of("model", "synthesize"), false, "si");
    assertPlace("sweep:\n  cache: [cold]\n# a: b\n\n  |", List.of("sweep"), false, "");
    assertPlace("sweep:\n  cache: [cold]\nre|", List.of(), false, "re");
  }

  @Test
  void aValueIsTypedAfterAColonAndInBrackets() {
    assertPlace("seed: 1|", List.of("seed"), true, "1");
    assertPlace("sweep:\n  strategy: |", List.of("sweep", "strategy"), true, "");
    assertPlace("sweep:\n  strategy: [mmap, di|]", List.of("sweep", "strategy"), true, "di");
    assertPlace("sweep:\n  strategy:\n    - re|", List.of("sweep", "strategy"), true, "re");
  }

  @Test
  void bracesHoldKeysAndValues() {
    assertPlace("model: {pa|", List.of("model"), false, "pa");
    assertPlace("model: {path: a|", List.of("model", "path"), true, "a");
    assertPlace("model: {synthesize: {size: 1 GiB, m|", List.of("model", "synthesize"), false, "m");
    assertPlace("model: {synthesize: {size: 1 GiB}, |", List.of("model"), false, "");
    assertPlace("exclude: [{strategy: mm|", List.of("exclude", "strategy"), true, "mm");
  }

  private static void assertPlace(String marked, List<String> path, boolean inValue, String word) {
    int caret = marked.indexOf('|');
    YamlPlace place = YamlPlace.at(marked.replace("|", ""), caret);
    assertEquals(path, place.path(), marked);
    assertEquals(inValue, place.inValue(), marked);
    assertEquals(word, place.word(), marked);
    assertEquals(caret - word.length(), place.start(), marked);
  }
}
