package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazinessTest {
  private static final int TOKENS = 128 * 1024;

  @TempDir Path folder;

  @Test
  void a_vocabulary_is_not_turned_into_strings_until_asked_for() throws IOException {
    RawGguf raw = RawGguf.start(3, 0, 1).key("tokens", 9).u32(8).u64(TOKENS);
    for (int i = 0; i < TOKENS; i++) {
      raw.string("token " + i);
    }
    Path file = raw.writeTo(folder.resolve("vocabulary.gguf"));
    GgufModel.open(file).close();
    Allocation allocation = new Allocation();
    List<GgufModel> opened = new ArrayList<>();
    long opening = allocation.bytesOf(() -> opened.add(GgufModel.open(file)));
    try (GgufModel model = opened.getFirst()) {
      List<String> lazy = new ArrayList<>();
      long finding =
          allocation.bytesOf(
              () -> {
                List<String> tokens = model.metadata().array("tokens").orElseThrow().strings();
                lazy.add(tokens.get(TOKENS - 1));
              });
      long decoding =
          allocation.bytesOf(
              () -> lazy.addAll(model.metadata().array("tokens").orElseThrow().strings()));
      assertEquals("token 131071", lazy.getFirst());
      assertTrue(opening < 4 * TOKENS / 32, opening + " bytes allocated to open");
      assertTrue(finding < 2 * 4 * TOKENS / 32, finding + " bytes allocated for one token");
      assertTrue(decoding > 16 * TOKENS, decoding + " bytes: the measure does not see strings");
    }
  }
}
