package org.weightbench.quant.internal;

import java.util.Optional;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.internal.vector.VectorApiKernels;

/**
 * Where vector kernels come from: the Vector API where this process has its module ({@code
 * --add-modules jdk.incubator.vector}), nowhere otherwise.
 */
public interface VectorKernels {
  /**
   * System property that overrides the width which the processor prefers: 512, 256 or 128 bits, or
   * 0 for no vector kernels.
   */
  String BITS_PROPERTY = "org.weightbench.quant.vectorBits";

  /** Returns how results call these kernels, with their width. */
  String name();

  /** Returns a kernel of a type, {@link BlockKernel#NONE} when vectors would not help it. */
  BlockKernel of(TensorType type);

  /** Returns a kernel that rounds F32 to BF16. */
  BlockKernel rounding();

  /**
   * Returns the vector kernels of this process, or nothing when the scalar ones are to serve.
   *
   * @throws IllegalArgumentException when {@value #BITS_PROPERTY} is none of 0, 128, 256 and 512
   */
  static Optional<VectorKernels> lookup() {
    String bits = System.getProperty(BITS_PROPERTY, "");
    return switch (bits) {
      case "0" -> Optional.empty();
      case "", "128", "256", "512" -> ofVectorApi();
      default ->
          throw new IllegalArgumentException(
              "the system property %s is '%s', expected 0, 128, 256 or 512"
                  .formatted(BITS_PROPERTY, bits));
    };
  }

  private static Optional<VectorKernels> ofVectorApi() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? Optional.of(new VectorApiKernels())
        : Optional.empty();
  }
}
