package org.weightbench.quant.internal.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.BlockKernel;
import org.weightbench.quant.internal.BrainFloats;
import org.weightbench.quant.internal.DequantizerKernels;
import org.weightbench.quant.internal.Layouts;
import org.weightbench.quant.internal.VectorKernels;

/**
 * A process that runs every vector kernel of its width on random blocks, scales that are infinite,
 * subnormal or no numbers among them, and prints how each did beside its scalar twin.
 */
final class VectorKernelCheck {
  private static final int FIRST_CALLS = 40;
  private static final int CALLS_THAT_COMPILE = 1200;
  private static final int BYTES_BESIDE = 64;
  private static final byte UNTOUCHED = 0x5A;

  private final Random random = new Random(11);
  private final VectorKernels kernels;

  private VectorKernelCheck(VectorKernels kernels) {
    this.kernels = kernels;
  }

  /** Prints a line for each type: its name and {@code same}, or the first difference. */
  public static void main(String[] arguments) {
    VectorKernelCheck check = new VectorKernelCheck(VectorKernels.lookup().orElseThrow());
    System.out.println(check.kernels.name());
    for (TensorType type : TensorType.values()) {
      BlockKernel kernel = check.kernels.of(type);
      if (kernel != BlockKernel.NONE) {
        System.out.println(type + check.report(type, kernel));
      }
    }
    System.out.println("BF16 of floats" + check.rounding());
  }

  /** Rounds floats of all upper halves, NaNs among them, whose lower halves are random. */
  private String rounding() {
    int weights = 1 << 16;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate(4L * weights);
      MemorySegment found = arena.allocate(2L * weights);
      for (int i = 0; i < weights; i++) {
        floats.set(Layouts.I32, 4L * i, i << 16 | random.nextInt(1 << 16));
      }
      int done = kernels.rounding().dequantize(floats.address(), found.address(), weights);
      for (int i = 0; i < done; i++) {
        short expected = (short) BrainFloats.nearest(floats.get(Layouts.I32, 4L * i));
        if (found.get(Layouts.I16, 2L * i) != expected) {
          return " differs at " + floats.get(Layouts.F32, 4L * i);
        }
      }
      return done == weights ? " same" : " did %d of %d".formatted(done, weights);
    }
  }

  private String report(TensorType type, BlockKernel kernel) {
    for (int call = 0; call < FIRST_CALLS; call++) {
      String difference = difference(type, kernel, call);
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    compile(type, kernel);
    for (int call = 0; call < FIRST_CALLS; call++) {
      String difference = difference(type, kernel, call);
      if (!difference.isEmpty()) {
        return difference + ", compiled";
      }
    }
    return " same";
  }

  private static void compile(TensorType type, BlockKernel kernel) {
    int blocks = Math.max(8, 1024 / type.blockWeights());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate((long) blocks * type.blockBytes());
      MemorySegment target = arena.allocate(4L * blocks * type.blockWeights());
      for (int call = 0; call < CALLS_THAT_COMPILE; call++) {
        kernel.dequantize(source.address(), target.address(), blocks);
      }
    }
  }

  private String difference(TensorType type, BlockKernel kernel, int call) {
    int blocks = 1 + random.nextInt(type.blockWeights() == 1 ? 200 : 9);
    int weights = blocks * type.blockWeights();
    int sourceShift = random.nextInt(BYTES_BESIDE);
    int targetShift = random.nextInt(BYTES_BESIDE);
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = new byte[blocks * type.blockBytes()];
      random.nextBytes(bytes);
      MemorySegment source = arena.allocate(bytes.length + 2 * BYTES_BESIDE, 64);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, source, sourceShift, bytes.length);
      MemorySegment expected = arena.allocate(4L * weights, 64);
      DequantizerKernels.scalar(type).dequantize(source, sourceShift, expected, 0, weights);
      MemorySegment found = arena.allocate(4L * weights + 2 * BYTES_BESIDE, 64);
      found.fill(UNTOUCHED);

      int done =
          kernel.dequantize(source.address() + sourceShift, found.address() + targetShift, blocks);

      int least = type.blockWeights() == 1 ? blocks - 15 : blocks - 1;
      if (done < least || done > blocks) {
        return " did %d of %d blocks".formatted(done, blocks);
      }
      int doneWeights = done * type.blockWeights();
      for (int i = 0; i < doneWeights; i++) {
        float wanted = expected.get(Layouts.F32, 4L * i);
        float got = found.get(Layouts.F32, targetShift + 4L * i);
        if (Float.floatToIntBits(wanted) != Float.floatToIntBits(got)) {
          return " call %d: weight %d of %d is %s, expected %s"
              .formatted(call, i, doneWeights, got, wanted);
        }
      }
      long end = targetShift + 4L * doneWeights;
      for (long at = 0; at < found.byteSize(); at++) {
        if ((at < targetShift || at >= end) && found.get(Layouts.I8, at) != UNTOUCHED) {
          return " wrote at %d, outside of %d to %d".formatted(at, targetShift, end);
        }
      }
      return "";
    }
  }
}
