package org.weightbench.analysis.roofline;

import java.util.ArrayList;
import java.util.List;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

/** A machine of one to four threads with round ceilings, each 10 % wide. */
public final class MeasuredMachine {
  private static final double GB = 1e9;

  private MeasuredMachine() {}

  /** A slow disk, and processors that all stages share. */
  public static Ceilings ceilings() {
    List<Ceiling> all = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4}) {
      all.add(reads(CeilingKind.SEQUENTIAL_DIRECT, 1, threads, 0.2 * GB, 0.05));
      all.add(reads(CeilingKind.SEQUENTIAL_COLD, 1, threads, 0.19 * GB, 0.1));
      all.add(reads(CeilingKind.SEQUENTIAL_CACHED, 1, threads, threads * 5 * GB, threads));
      all.add(reads(CeilingKind.FAULT_COLD, 0, threads, 0.1 * GB, 0.1));
      all.add(reads(CeilingKind.FAULT_WARM, 0, threads, threads * 20 * GB, threads));
      all.add(memory(CeilingKind.MEMORY_FRESH, threads, threads * 4 * GB));
      all.add(memory(CeilingKind.MEMORY_READ, threads, Math.min(threads, 2) * 20 * GB));
      all.add(memory(CeilingKind.MEMORY_WRITE, threads, Math.min(threads, 2) * 10 * GB));
      all.add(memory(CeilingKind.MEMORY_COPY, threads, Math.min(threads, 2) * 16 * GB));
      all.add(floats("Q4_K", threads, threads * 2 * GB));
      all.add(floats("Q6_K", threads, threads * 1 * GB));
    }
    all.add(reads(CeilingKind.SEQUENTIAL_DIRECT, 32, 1, 0.21 * GB, 0.05));
    return new Ceilings(
        Ceilings.SCHEMA,
        "2026-01-02T03:04:05Z",
        "/models/m.gguf",
        "ext4 on /dev/sda1 at /models",
        1,
        true,
        all,
        List.of());
  }

  private static Ceiling reads(
      CeilingKind kind, int depth, int threads, double rate, double busyProcessors) {
    return ceiling(kind, Conditions.requests(4 << 20, depth, threads), rate, busyProcessors);
  }

  private static Ceiling memory(CeilingKind kind, int threads, double rate) {
    return ceiling(kind, Conditions.threads(threads), rate, threads);
  }

  private static Ceiling floats(String type, int threads, double rate) {
    return ceiling(CeilingKind.DEQUANTIZE, Conditions.weights(type, "F32", threads), rate, threads);
  }

  private static Ceiling ceiling(
      CeilingKind kind, Conditions conditions, double rate, double busyProcessors) {
    return new Ceiling(kind, conditions, rate, 0.9 * rate, 1.1 * rate, busyProcessors, 6, false);
  }
}
