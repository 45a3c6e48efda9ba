package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.testing.Translations;

final class TranslationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/weightbench/launching/messages.properties",
        "org/weightbench/launching/phrases.properties",
        "plugin.properties"
      })
  void everySentenceIsThereInChinese(String file) {
    assertEquals(List.of(), Translations.problems(Messages.class, file, "zh"));
  }
}
