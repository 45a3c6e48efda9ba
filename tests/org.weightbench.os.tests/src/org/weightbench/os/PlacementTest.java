package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacementTest {
  @ParameterizedTest
  @EnumSource(NumaPolicy.class)
  void memoryHasThePolicyThatItWasGiven(NumaPolicy policy) throws IOException {
    assumePlacement();
    try (NativeMemory memory = NativeMemory.allocate(1 << 20, PageKind.NORMAL)) {
      policy.applyTo(memory);
      memory.touch(0, 1 << 20);
      String address = Long.toHexString(memory.segment().address());
      String line =
          Files.readAllLines(Path.of("/proc/self/numa_maps")).stream()
              .filter(one -> one.startsWith(address))
              .findFirst()
              .orElseThrow();
      assertTrue(line.contains(name(policy)), line);
    }
  }

  @Test
  void aThreadHasThePolicyUntilItIsReset() throws Exception {
    assumePlacement();
    FutureTask<List<String>> task =
        new FutureTask<>(
            () -> {
              NumaPolicy.INTERLEAVE.applyToThread();
              String during = firstLine();
              NumaPolicy.resetThread();
              return List.of(during, firstLine());
            });
    Thread.ofPlatform().start(task).join();
    assertTrue(task.get().getFirst().contains("interleave"), task.get().toString());
    assertTrue(task.get().getLast().contains("default"), task.get().toString());
  }

  private static String firstLine() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/numa_maps")).getFirst();
  }

  private static String name(NumaPolicy policy) {
    return policy == NumaPolicy.LOCAL ? "local" : "interleave";
  }

  private static void assumePlacement() {
    Capability capability = NumaPolicy.capability();
    assumeTrue(capability.available(), capability.reason());
    assumeTrue(Files.isReadable(Path.of("/proc/self/numa_maps")), "the kernel shows no numa_maps");
  }

  @Test
  void listsOfNodesAreReadAsTheKernelPrintsThem() {
    assertEquals(Set.of(0), NumaPolicy.parse("0\n"));
    assertEquals(Set.of(0, 1, 2, 5, 7, 8), NumaPolicy.parse("0-2,5,7-8\n"));
    assertEquals(Set.of(), NumaPolicy.parse("\n"));
  }

  @Test
  void thereIsANode() throws IOException {
    assertFalse(NumaPolicy.nodes().isEmpty());
  }

  @Test
  void limitsAreThoseThatTheKernelLists() throws IOException {
    Capability capability = ResourceLimit.capability();
    assumeTrue(capability.available(), capability.reason());
    assertEquals(listed("Max locked memory"), ResourceLimit.lockedMemoryBytes());
    assertEquals(listed("Max open files"), ResourceLimit.openFiles());
  }

  private static ResourceLimit listed(String name) throws IOException {
    String[] fields =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith(name))
            .findFirst()
            .orElseThrow()
            .substring(name.length())
            .trim()
            .split("\\s+");
    return new ResourceLimit(limit(fields[0]), limit(fields[1]));
  }

  private static OptionalLong limit(String field) {
    return field.equals("unlimited")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(field));
  }
}
