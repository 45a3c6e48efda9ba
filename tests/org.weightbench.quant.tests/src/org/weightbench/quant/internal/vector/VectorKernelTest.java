package org.weightbench.quant.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.Dequantizer;
import org.weightbench.quant.internal.VectorKernels;

class VectorKernelTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void vectorKernelsOfEveryWidthMakeTheScalarKernelsFloats(int bits) throws Exception {
    List<String> expected =
        Stream.of(
                Stream.of(bits + "-bit vectors"),
                Arrays.stream(TensorType.values())
                    .filter(type -> type != TensorType.F32)
                    .map(type -> type + " same"),
                Stream.of("BF16 of floats same"))
            .flatMap(lines -> lines)
            .toList();
    assertEquals(
        expected, java(VectorKernelCheck.class, MODULE, property(String.valueOf(bits))).lines());
  }

  @Test
  void withoutTheModuleTheScalarKernelsServe() throws Exception {
    assertEquals(List.of("scalar"), java(ServingKernel.class).lines());
  }

  @Test
  void theScalarKernelsServeWhenAskedTo() throws Exception {
    assertEquals(List.of("scalar"), java(ServingKernel.class, MODULE, property("0")).lines());
  }

  @Test
  void theVectorKernelServesOnceItIsWarm() throws Exception {
    assertEquals(
        List.of("128-bit vectors"), java(ServingKernel.class, MODULE, property("128")).lines());
  }

  @Test
  void anUnknownWidthIsRefused() throws Exception {
    Ended refused = java(ServingKernel.class, MODULE, property("100"));
    assertEquals(1, refused.exitCode());
    assertTrue(
        refused.output().contains("is '100', expected 0, 128, 256 or 512"), refused.output());
  }

  /** A process that says which kernel serves after the warm-up. */
  static final class ServingKernel {
    private ServingKernel() {}

    public static void main(String[] arguments) {
      Dequantizer dequantizer = Dequantizer.of(TensorType.Q8_0);
      dequantizer.warmUp();
      System.out.println(dequantizer.kernelName());
    }
  }

  private record Ended(int exitCode, String output) {
    List<String> lines() {
      assertEquals(0, exitCode, output);
      return output.lines().filter(line -> !line.startsWith("WARNING")).toList();
    }
  }

  private static String property(String bits) {
    return "-D" + VectorKernels.BITS_PROPERTY + "=" + bits;
  }

  private static Ended java(Class<?> main, String... options)
      throws IOException, InterruptedException {
    String classPath =
        Stream.of(main, VectorKernels.class, TensorType.class)
            .map(VectorKernelTest::location)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, main.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Where a class was loaded from; in a workbench under development that is below its project. */
  private static String location(Class<?> type) {
    try {
      Path path = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path below = path.resolve("target/classes");
      return (Files.isDirectory(below) ? below : path).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
