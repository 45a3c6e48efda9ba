package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutationTest {
  private static final int FILES = 1000;
  private static final long MOST_ALLOCATED_BYTES = 1 << 20;
  private static final long[] NASTY = {
    0,
    1,
    -1,
    0x7F,
    0x80,
    0xFF,
    0x7FFF_FFFFL,
    0x8000_0000L,
    0xFFFF_FFFFL,
    1L << 61,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x7FFF_FFFF_FFFF_FFC0L
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_mutated_file_is_read_or_refused_and_nothing_else(long seed) {
    Random random = new Random(seed);
    byte[] valid = RawGguf.small(3).toBytes();
    Allocation allocation = new Allocation();
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] mutated = mutate(valid, random);
      Path file = RawGguf.write(folder.resolve("mutated.gguf"), mutated);
      boolean[] wasRefused = {false};
      long allocated = allocation.bytesOf(() -> wasRefused[0] = !readsAll(file));
      refused += wasRefused[0] ? 1 : 0;
      int number = i;
      assertTrue(
          allocated < MOST_ALLOCATED_BYTES,
          () -> "file " + number + " made the reader allocate " + allocated + " bytes");
    }
    assertTrue(refused > FILES / 4 && refused < FILES, refused + " of " + FILES + " refused");
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] mutated = valid.clone();
    ByteBuffer buffer = ByteBuffer.wrap(mutated).order(ByteOrder.LITTLE_ENDIAN);
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(valid, random.nextInt(valid.length));
      }
      case 1 -> buffer.putLong(random.nextInt(valid.length - 8), nasty(random));
      case 2 -> buffer.putInt(random.nextInt(valid.length - 4), (int) nasty(random));
      default -> {
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
      }
    }
    return mutated;
  }

  private static long nasty(Random random) {
    return NASTY[random.nextInt(NASTY.length)];
  }

  /** Reads all there is; returns false when the file was refused. */
  private static boolean readsAll(Path file) {
    try (GgufModel model = GgufModel.open(file)) {
      for (String key : model.metadata().keys()) {
        MetadataValue value = model.metadata().get(key).orElseThrow();
        value.toString();
        if (value instanceof ArrayValue array) {
          for (int i = 0; i < array.size(); i++) {
            array.get(i).toString();
          }
        }
      }
      long bytes = 0;
      for (TensorInfo tensor : model.tensors()) {
        MemorySegment data = model.data(tensor);
        for (long i = 0; i < data.byteSize(); i++) {
          data.get(ValueLayout.JAVA_BYTE, i);
        }
        bytes += data.byteSize();
      }
      assertEquals(bytes, model.tensorBytes());
      for (GgufProblem problem : model.problems()) {
        assertTrue(problem.message().startsWith(file.toString()), problem.message());
      }
      return true;
    } catch (GgufException e) {
      assertTrue(e.byteOffset() >= 0 && !e.found().isEmpty() && !e.expected().isEmpty());
      return false;
    }
  }
}
