package org.weightbench.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;

class FioFileTest {
  private static final String JOBS =
      """
      fio: a warning that fio prints before
      {"fio version": "fio-3.33", "timestamp": 1700000000,
       "global options": {"direct": "1", "ioengine": "io_uring"},
       "jobs": [
        {"jobname": "sequential", "job options": {"rw": "read", "bs": "1M", "iodepth": "8"},
         "read": {"bw_bytes": 1500000000, "bw_dev": 9765.625, "bw_samples": 100}},
        {"jobname": "random", "job options": {"rw": "randread", "bs": "4k", "numjobs": "2"},
         "read": {"bw_bytes": 40960000, "bw_samples": 1}},
        {"jobname": "cold", "job options": {"rw": "read", "bs": "1M", "direct": "0"},
         "read": {"bw_bytes": 1200000000}},
        {"jobname": "writes", "job options": {"rw": "write", "bs": "1M"},
         "read": {"bw_bytes": 0}}]}
      """;

  @TempDir private Path folder;

  private Ceilings read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("fio.json"), text);
    return FioFile.read(file, folder.resolve("model.gguf"), "ext4 on /dev/sda1 at /");
  }

  @Test
  void jobsThatReadBecomeCeilings() throws IOException {
    Ceilings ceilings = read(JOBS);
    assertEquals(3, ceilings.ceilings().size());
    Ceiling direct = ceilings.best(CeilingKind.SEQUENTIAL_DIRECT).orElseThrow();
    assertEquals(1.5e9, direct.median());
    assertEquals(1.5e9 - 1.96e6, direct.low(), 1e3);
    assertEquals(8, direct.conditions().queueDepth());
    assertEquals(1 << 20, direct.conditions().blockBytes());
    assertTrue(direct.stable());
    Ceiling random = ceilings.best(CeilingKind.RANDOM_DIRECT).orElseThrow();
    assertEquals(10_000, random.requestsPerSecond());
    assertEquals(2, random.conditions().threads());
    assertEquals(1.2e9, ceilings.best(CeilingKind.SEQUENTIAL_COLD).orElseThrow().median());
    assertEquals("2023-11-14T22:13:20Z", ceilings.measuredAt());
  }

  @Test
  void whatIsNotOfFioIsRefusedWithWhatIsExpected() {
    assertTrue(
        assertThrows(IOException.class, () -> read("bandwidth: 3"))
            .getMessage()
            .endsWith("found no JSON, expected fio --output-format=json"));
    assertTrue(
        assertThrows(IOException.class, () -> read("{}")).getMessage().contains("found no 'jobs'"));
    assertTrue(
        assertThrows(IOException.class, () -> read("{\"jobs\": []}"))
            .getMessage()
            .contains("found no job that reads"));
  }
}
