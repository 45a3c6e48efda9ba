package org.weightbench.hardware.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.Processor;
import org.weightbench.hardware.Processor.Cache;
import org.weightbench.hardware.Reading;

class ProcessorReaderTest {

  private static final String CPUS = "/sys/devices/system/cpu";

  @TempDir Path folder;
  private RecordedTree tree;

  @BeforeEach
  void startWithNothing() {
    tree = new RecordedTree(folder);
  }

  @Test
  void twoSocketsWithTwoCoresOfTwoThreadsAreCounted() {
    twoSockets();

    Processor processor = read();

    assertEquals(Reading.known(2), processor.sockets());
    assertEquals(Reading.known(4), processor.physicalCores());
    assertEquals(Reading.known(8), processor.logicalCores());
    assertEquals(Reading.known("active"), processor.smt());
  }

  @Test
  void aCacheThatProcessorsShareIsCountedOnce() {
    twoSockets();

    assertEquals(
        Reading.known(
            List.of(
                new Cache(1, "Data", 48 << 10, 4, 64),
                new Cache(2, "Unified", 2 << 20, 4, 64),
                new Cache(3, "Unified", 36 << 20, 2, 64))),
        read().caches());
  }

  @Test
  void aProcessorThatIsOfflineIsNotCounted() {
    twoSockets();
    tree.file(CPUS + "/online", "0-6\n");

    Processor processor = read();

    assertEquals(Reading.known(7), processor.logicalCores());
    assertEquals(Reading.known(4), processor.physicalCores());
  }

  @Test
  void anIntelProcessorIsNamedWithItsVectorExtensionsOnly() {
    tree.file(
        "/proc/cpuinfo",
        """
        processor\t: 0
        vendor_id\t: GenuineIntel
        model name\t: Intel(R) Xeon(R) Gold 6430
        cpu MHz\t\t: 2100.000
        flags\t\t: fpu sse2 smep svm avx2 fma avx512_vnni amx_int8 hypervisor

        processor\t: 1
        vendor_id\t: GenuineIntel
        model name\t: Intel(R) Xeon(R) Gold 6430
        cpu MHz\t\t: 2300.000
        """);

    Processor processor = read();

    assertEquals(Reading.known("Intel(R) Xeon(R) Gold 6430"), processor.model());
    assertEquals(Reading.known("GenuineIntel"), processor.vendor());
    assertEquals(
        Reading.known(List.of("sse2", "avx2", "fma", "avx512_vnni", "amx_int8")),
        processor.vectorExtensions());
    assertEquals(Reading.known(2_200_000_000L), processor.currentHertz());
  }

  @Test
  void anArmProcessorListsItsFeatures() {
    tree.file(
        "/proc/cpuinfo",
        """
        processor\t: 0
        Features\t: fp asimd evtstrm aes asimddp sve i8mm bf16
        CPU implementer\t: 0x41
        CPU part\t: 0xd4f
        """);

    Processor processor = read();

    assertEquals(
        Reading.known(List.of("asimd", "asimddp", "sve", "i8mm", "bf16")),
        processor.vectorExtensions());
    assertEquals(Reading.State.UNKNOWN, processor.model().state());
    assertTrue(
        processor.model().reason().startsWith("/proc/cpuinfo has no 'model name'"),
        processor.model().reason());
  }

  @Test
  void differentGovernorsAreAllNamedAndTheHighestFrequencyIsThatOfAnyProcessor() {
    tree.file(CPUS + "/online", "0-1\n")
        .file(CPUS + "/cpu0/cpufreq/scaling_governor", "powersave\n")
        .file(CPUS + "/cpu1/cpufreq/scaling_governor", "performance\n")
        .file(CPUS + "/cpu0/cpufreq/scaling_driver", "intel_pstate\n")
        .file(CPUS + "/cpu1/cpufreq/scaling_driver", "intel_pstate\n")
        .file(CPUS + "/cpu0/cpufreq/cpuinfo_max_freq", "3400000\n")
        .file(CPUS + "/cpu1/cpufreq/cpuinfo_max_freq", "4100000\n")
        .file(CPUS + "/cpu0/cpufreq/scaling_cur_freq", "800000\n")
        .file(CPUS + "/cpu1/cpufreq/scaling_cur_freq", "3000000\n");

    Processor processor = read();

    assertEquals(Reading.known("powersave, performance"), processor.governor());
    assertEquals(Reading.known("intel_pstate"), processor.frequencyDriver());
    assertEquals(Reading.known(4_100_000_000L), processor.maximumHertz());
    assertEquals(Reading.known(1_900_000_000L), processor.currentHertz());
  }

  @Test
  void aFileWithNonsenseIsUnknownAndQuoted() {
    tree.file(CPUS + "/online", "all\n");

    Reading<Integer> cores = read().logicalCores();

    assertEquals(Reading.State.UNKNOWN, cores.state());
    assertTrue(
        cores
            .reason()
            .startsWith("/sys/devices/system/cpu/online holds 'all' where a number was expected"),
        cores.reason());
  }

  private void twoSockets() {
    tree.file(CPUS + "/online", "0-7\n").file(CPUS + "/smt/active", "1\n");
    for (int cpu = 0; cpu < 8; cpu++) {
      int core = cpu % 4;
      int socket = core / 2;
      String siblings = core + "," + (core + 4);
      tree.processor(cpu, socket, core % 2, siblings)
          .cache(cpu, 0, 1, "Data", "48K", siblings)
          .cache(cpu, 2, 2, "Unified", "2048K", siblings)
          .cache(cpu, 3, 3, "Unified", "36M", socket == 0 ? "0-1,4-5" : "2-3,6-7");
    }
  }

  private Processor read() {
    return new ProcessorReader(tree.tree(), Oshi.notAsked()).read();
  }
}
