package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;

/** The engine as a library of a program of its own, on a plain class path. */
class LibraryUseTest {
  @TempDir Path folder;

  @Test
  void theExampleLoadsTensorsAndStreamsLayers() throws Exception {
    String repository = System.getProperty("org.weightbench.repository");
    assumeTrue(repository != null, "the test does not know where the examples are");
    Path model = Fixtures.copyShardsTo(folder);
    PlainJava.Ended ended =
        PlainJava.runSource(
            Path.of(repository, "examples", "LoadTensors.java"),
            LibraryUseTest.class,
            folder,
            List.of(model.toString(), "layers=1 name=*attn_q.weight"));
    assertEquals("", ended.err());
    assertEquals(0, ended.exitCode(), ended.out());
    assertTrue(ended.out().contains(firstFloat(model, "blk.1.attn_q.weight")), ended.out());
    int input = ended.out().indexOf("input: ");
    int layer = ended.out().indexOf("blk.1: ");
    int output = ended.out().indexOf("output: ");
    assertTrue(0 < input && input < layer && layer < output, ended.out());
    assertTrue(ended.out().contains("bound by"), ended.out());
  }

  private static String firstFloat(Path model, String name) throws Exception {
    try (GgufModel opened = GgufModel.open(model)) {
      TensorInfo tensor = opened.tensor(name).orElseThrow();
      Path shard = opened.shards().get(tensor.shard()).path();
      try (RandomAccessFile file = new RandomAccessFile(shard.toFile(), "r")) {
        byte[] bytes = new byte[Float.BYTES];
        file.seek(tensor.fileOffset());
        file.readFully(bytes);
        float first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat();
        return String.format(Locale.ROOT, "%s %s begins with %.6f", name, tensor.shape(), first);
      }
    }
  }
}
