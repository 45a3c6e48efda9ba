package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreePageReportingTest {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "0x0005, 0110010100, true",
    "0x0005, 0110000100, false",
    "0x0002, 0110010100, false",
    "0x0005, 011, false"
  })
  void onlyABalloonWithItsFifthFeatureReports(String id, String features, boolean reports)
      throws IOException {
    device("virtio0", "0x0001", "1111111111");
    device("virtio1", id, features);
    assertEquals(reports, FreePageReporting.active(root));
  }

  @Test
  void aSystemWithoutVirtioDoesNot() {
    assertFalse(FreePageReporting.active(root.resolve("missing")));
    assertFalse(FreePageReporting.active(root));
  }

  private void device(String name, String id, String features) throws IOException {
    Path device = Files.createDirectories(root.resolve("sys/bus/virtio/devices").resolve(name));
    Files.writeString(device.resolve("device"), id + "\n");
    Files.writeString(device.resolve("features"), features + "\n");
  }
}
