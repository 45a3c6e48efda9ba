package org.weightbench.hardware.ceiling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CeilingsTest {

  private static final Ceiling ONE_READER = ceiling(Conditions.requests(4 << 20, 1, 1), 1.2e9);
  private static final Ceiling TWO_READERS = ceiling(Conditions.requests(4 << 20, 1, 2), 1.9e9);
  private static final Ceiling DEEP_READER = ceiling(Conditions.requests(1 << 20, 32, 1), 1.8e9);
  private static final Ceiling FLOATS =
      new Ceiling(
          CeilingKind.DEQUANTIZE,
          Conditions.weights("Q4_K", "F32", 1),
          2.4e9,
          2.3e9,
          2.5e9,
          1,
          6,
          true);
  private static final Ceilings ALL =
      new Ceilings(
          Ceilings.SCHEMA,
          "2026-01-02T03:04:05Z",
          "/models/llama.gguf",
          "ext4 on /dev/vda at /",
          30_000_000_000L,
          true,
          List.of(ONE_READER, TWO_READERS, DEEP_READER, FLOATS),
          List.of(new Ceilings.Missing(CeilingKind.POPULATE_COLD, "the kernel is too old")));

  private static Ceiling ceiling(Conditions conditions, double rate) {
    return new Ceiling(
        CeilingKind.SEQUENTIAL_DIRECT, conditions, rate, rate * 0.98, rate * 1.04, 0.3, 8, true);
  }

  @Test
  void ceilingsReadBackFromJsonAsTheyWere() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertEquals(ALL, json.readValue(json.writeValueAsString(ALL), Ceilings.class));
  }

  @Test
  void theBestOfSoManyThreadsIsTheHighestUnderTheirNumber() {
    assertEquals(Optional.of(TWO_READERS), ALL.best(CeilingKind.SEQUENTIAL_DIRECT));
    assertEquals(Optional.of(DEEP_READER), ALL.best(CeilingKind.SEQUENTIAL_DIRECT, 1));
    assertEquals(Optional.of(TWO_READERS), ALL.best(CeilingKind.SEQUENTIAL_DIRECT, 16));
    assertEquals(Optional.empty(), ALL.best(CeilingKind.FAULT_COLD, 1));
  }

  @Test
  void dequantizingIsFoundByTypeAndFormat() {
    assertEquals(Optional.of(FLOATS), ALL.dequantize("Q4_K", "F32", 4));
    assertEquals(Optional.empty(), ALL.dequantize("Q4_K", "BF16", 1));
  }

  @Test
  void aCeilingIsPrintedWithItsUnitAndConditions() {
    assertEquals("1.20 GB/s", ONE_READER.text());
    assertEquals("2.40 Gweights/s", FLOATS.text());
    assertEquals("1 MiB blocks, depth 32, 1 thread", DEEP_READER.conditions().text());
    assertEquals("Q4_K to F32, 1 thread", FLOATS.conditions().text());
    assertEquals(0.04, ONE_READER.spread(), 1e-9);
  }
}
