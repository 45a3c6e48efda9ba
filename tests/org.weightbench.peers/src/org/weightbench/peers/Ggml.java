package org.weightbench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import org.weightbench.gguf.TensorType;

/** ggml's reference kernels. */
final class Ggml {
  private static final FunctionDescriptor ROW_FUNCTION =
      FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

  private final NativeLibrary library;

  /** Takes the library and fills ggml's tables, without which half floats come out as zeros. */
  Ggml(NativeLibrary library) throws Throwable {
    this.library = library;
    library.function("ggml_cpu_init", FunctionDescriptor.ofVoid()).invokeExact();
  }

  /** Returns the blocks that {@code quantize_row_TYPE_ref} stores. */
  byte[] quantize(TensorType type, float[] weights) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_FLOAT, weights);
      MemorySegment target = arena.allocate(type.bytesFor(weights.length), 64);
      library
          .function("quantize_row_" + ggmlName(type) + "_ref", ROW_FUNCTION)
          .invokeExact(source, target, (long) weights.length);
      return target.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Returns the floats that {@code dequantize_row_TYPE} makes of blocks. */
  float[] dequantize(TensorType type, byte[] blocks) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      long weights = blocks.length / type.blockBytes() * (long) type.blockWeights();
      MemorySegment source = arena.allocate(blocks.length, 64);
      source.copyFrom(MemorySegment.ofArray(blocks));
      MemorySegment target = arena.allocate(weights * Float.BYTES, 64);
      library
          .function("dequantize_row_" + ggmlName(type), ROW_FUNCTION)
          .invokeExact(source, target, weights);
      return target.toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  /** Returns what {@code ggml_fp32_to_bf16_row_ref} makes of floats. */
  short[] toBf16(float[] floats) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_FLOAT, floats);
      MemorySegment target = arena.allocate((long) floats.length * Short.BYTES, 64);
      library
          .function("ggml_fp32_to_bf16_row_ref", ROW_FUNCTION)
          .invokeExact(source, target, (long) floats.length);
      return target.toArray(ValueLayout.JAVA_SHORT);
    }
  }

  /** Returns {@code q4_K} for {@code Q4_K}: only a last K is large in ggml's names. */
  private static String ggmlName(TensorType type) {
    return type.name().toLowerCase(Locale.ROOT).replaceFirst("_k$", "_K");
  }
}
