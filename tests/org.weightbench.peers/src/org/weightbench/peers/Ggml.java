package org.weightbench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.weightbench.gguf.TensorType;

/** ggml's reference kernels. */
final class Ggml {
  private static final FunctionDescriptor ROW_FUNCTION =
      FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

  /** The first members of {@code struct ggml_type_traits}. */
  private static final StructLayout TRAITS =
      MemoryLayout.structLayout(
          ValueLayout.ADDRESS.withName("type_name"),
          ValueLayout.JAVA_LONG.withName("blck_size"),
          ValueLayout.JAVA_LONG.withName("blck_size_interleave"),
          ValueLayout.JAVA_LONG.withName("type_size"),
          ValueLayout.JAVA_BOOLEAN.withName("is_quantized"),
          MemoryLayout.paddingLayout(7),
          ValueLayout.ADDRESS.withName("to_float"));

  /** {@code GGML_TYPE_COUNT} of the release; it aborts the process when asked for later types. */
  private static final int TYPE_COUNT = 39;

  private static final long TO_FLOAT_OFFSET =
      TRAITS.byteOffset(MemoryLayout.PathElement.groupElement("to_float"));

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

  /**
   * Returns {@code to_float} of a type's traits, a function of source, target and number of
   * weights, or nothing when ggml has none.
   */
  Optional<MethodHandle> toFloat(TensorType type) throws Throwable {
    if (type.id() >= TYPE_COUNT) {
      return Optional.empty();
    }
    MemorySegment traits =
        (MemorySegment)
            library
                .function(
                    "ggml_get_type_traits",
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
                .invokeExact(type.id());
    MemorySegment function =
        traits.reinterpret(TRAITS.byteSize()).get(ValueLayout.ADDRESS, TO_FLOAT_OFFSET);
    return function.address() == 0
        ? Optional.empty()
        : Optional.of(Linker.nativeLinker().downcallHandle(function, ROW_FUNCTION));
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
