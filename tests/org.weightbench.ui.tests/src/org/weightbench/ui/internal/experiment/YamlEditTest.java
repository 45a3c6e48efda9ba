package org.weightbench.ui.internal.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlEditTest {
  private static final String TEXT =
      """
      # why it is done
      weightbench: 1
      model:
        path: a.gguf # the model
      sweep:
        # which way
        strategy: [mmap, read]
        threads:
          - 1
          - 2
        # after threads
      repetitions: 5
      """;

  @Test
  void aValueIsReplacedAndEverythingAroundItStays() {
    assertEquals(TEXT.replace("a.gguf", "b.gguf"), set(TEXT, "b.gguf", "model", "path"));
    assertEquals(
        TEXT.replace("[mmap, read]", "[direct]"), set(TEXT, "[direct]", "sweep", "strategy"));
    assertEquals(
        TEXT.replace("threads:\n    - 1\n    - 2\n", "threads: [4]\n"),
        set(TEXT, "[4]", "sweep", "threads"));
  }

  @Test
  void aMissingKeyIsPutWhereItBelongs() {
    assertEquals(TEXT + "seed: 7\n", set(TEXT, "7", "seed"));
    assertEquals(
        TEXT.replace("    - 2\n", "    - 2\n  cache: [cold]\n"),
        set(TEXT, "[cold]", "sweep", "cache"));
    assertEquals(
        "weightbench: 1\nsweep:\n  cache: [cold]\n",
        set("weightbench: 1\n", "[cold]", "sweep", "cache"));
    assertEquals(
        "model: {path: a, synthesize: {size: 1 GiB}}",
        set("model: {path: a}", "1 GiB", "model", "synthesize", "size"));
  }

  @Test
  void aKeyWithoutValueGetsOne() {
    assertEquals("name: q\nseed: 1\n", set("name:\nseed: 1\n", "q", "name"));
    assertEquals(
        "sweep:\n  cache: [warm]\nseed: 1\n", set("sweep:\nseed: 1\n", "[warm]", "sweep", "cache"));
  }

  @Test
  void aKeyIsRemovedWithItsValueAlone() {
    assertEquals(TEXT.replace("repetitions: 5\n", ""), remove(TEXT, "repetitions"));
    assertEquals(
        TEXT.replace("  threads:\n    - 1\n    - 2\n", ""), remove(TEXT, "sweep", "threads"));
    assertEquals("model: {size: 1}", remove("model: {path: a, size: 1}", "model", "path"));
    assertEquals("model: {path: a}", remove("model: {path: a, size: 1}", "model", "size"));
  }

  @Test
  void textIsQuotedWhereYamlNeedsIt() {
    assertEquals("4 MiB", YamlValues.scalar("4 MiB"));
    assertEquals("'a: b'", YamlValues.scalar("a: b"));
    assertEquals("'no'", YamlValues.scalar("no"));
    assertEquals("'it''s: so'", YamlValues.scalar("it's: so"));
    assertEquals("[1, 'x # y']", YamlValues.list(List.of("1", "x # y")));
  }

  private static String set(String text, String value, String... path) {
    return YamlEdit.set(YamlTree.parse(text).orElseThrow(), List.of(path), value)
        .orElseThrow()
        .apply(text);
  }

  private static String remove(String text, String... path) {
    return YamlEdit.remove(YamlTree.parse(text).orElseThrow(), List.of(path))
        .orElseThrow()
        .apply(text);
  }
}
