package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderPagesTest {
  private static final int TOKENS = 300_000;
  private static final long DATA_BYTES = 8L << 20;
  private static final long MOST_BEYOND_BYTES = 1 << 20;

  @TempDir Path folder;
  private Path file;
  private long headerBytes;
  private long broughtEnd;

  @BeforeEach
  void writeVocabulary() throws IOException {
    RawGguf raw = RawGguf.start(3, 0, 1).key("tokens", 9).u32(8).u64(TOKENS);
    for (int i = 0; i < TOKENS; i++) {
      raw.string("token " + i);
    }
    file = raw.writeTo(folder.resolve("vocabulary.gguf"));
    headerBytes = file.toFile().length();
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(headerBytes + DATA_BYTES);
    }
  }

  @Test
  void aHeaderIsBroughtInFromItsStartAndLittleBeyondIt() throws IOException {
    GgufModel.open(
            file,
            (path, from, to) -> {
              assertEquals(file, path);
              assertEquals(broughtEnd, from);
              assertTrue(to > from, from + " to " + to);
              broughtEnd = to;
            })
        .close();
    assertTrue(
        broughtEnd >= headerBytes - Long.BYTES - "token 299999".length(), broughtEnd + " bytes");
    assertTrue(broughtEnd <= headerBytes + MOST_BEYOND_BYTES, broughtEnd + " bytes");
  }

  @Test
  void whatCannotBeBroughtInIsAnErrorThatSaysWhere() {
    long limit = 1 << 20;
    GgufException failure =
        assertThrows(
            GgufException.class,
            () ->
                GgufModel.open(
                    file,
                    (_, from, to) -> {
                      if (to > limit) {
                        throw new IOException("the disk failed");
                      }
                      broughtEnd = to;
                    }));
    assertEquals(file, failure.file());
    assertEquals(broughtEnd, failure.byteOffset());
    assertTrue(failure.getMessage().contains("the disk failed"), failure.getMessage());
  }
}
