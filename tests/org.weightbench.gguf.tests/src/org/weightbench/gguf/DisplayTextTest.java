package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DisplayTextTest {

  @Test
  void what_could_command_a_terminal_is_escaped_and_the_rest_is_kept() {
    assertEquals("blk.0.größe 😀 漢", DisplayText.of("blk.0.größe 😀 漢"));
    assertEquals("\\u{1b}[31m\\u{7f}\\u{9b}", DisplayText.of("\u001b[31m\u007f\u009b"));
    assertEquals("a\\nb\\r\\tc\\\\", DisplayText.of("a\nb\r\tc\\"));
    assertEquals("\\u{202e}\\u{200b}\\u{2028}", DisplayText.of("\u202e\u200b\u2028"));
    assertEquals("\\u{d83d}x", DisplayText.of("\ud83dx"));
  }

  @Test
  void a_quoted_text_is_cut_between_characters() {
    assertEquals("\"" + "😀".repeat(80) + "\"", DisplayText.quoted("😀".repeat(80)));
    assertEquals("\"" + "😀".repeat(80) + "…\"", DisplayText.quoted("😀".repeat(81)));
  }
}
