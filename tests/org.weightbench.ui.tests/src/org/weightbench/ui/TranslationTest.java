package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.testing.Translations;
import org.weightbench.ui.internal.Messages;

final class TranslationTest {

  @ParameterizedTest
  @ValueSource(strings = {"org/weightbench/ui/internal/messages.properties", "plugin.properties"})
  void everySentenceIsThereInChinese(String file) {
    assertEquals(List.of(), Translations.problems(Messages.class, file, "zh"));
  }
}
