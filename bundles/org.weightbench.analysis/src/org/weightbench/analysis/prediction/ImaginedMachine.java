package org.weightbench.analysis.prediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;
import org.weightbench.quant.FloatFormat;

/**
 * A machine that is like a measured one but for its disk, its memory or its number of cores. A
 * faster disk makes reads faster in proportion, until the processor that a read costs is fully
 * busy; more cores add up, until memory is fully busy; a core is as fast as it was.
 *
 * @param diskBytesPerSecond what the disk gives to large direct reads; empty as it is
 * @param memoryBytesPerSecond what memory gives to all cores together; empty as it is
 * @param cores number of cores; empty as they are
 */
public record ImaginedMachine(
    OptionalDouble diskBytesPerSecond, OptionalDouble memoryBytesPerSecond, OptionalInt cores) {
  /** The measured machine. */
  public static final ImaginedMachine AS_IT_IS =
      new ImaginedMachine(OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());

  /**
   * How many times a byte that the kernel copies passes memory: read, written, and fetched for it.
   */
  private static final double PASSES_OF_A_COPY = 3;

  private static final double LEAST_BUSY = 0.02;

  /**
   * Returns the ceilings that this machine would have, without those of threads it has no use for.
   */
  public Ceilings ceilings(Ceilings measured) {
    List<Ceiling> imagined = new ArrayList<>();
    double disk = diskFactor(measured);
    for (Ceiling ceiling : measured.ceilings()) {
      imagined.add(ceiling.kind().storage() && disk != 1 ? onDisk(ceiling, disk) : ceiling);
    }
    if (cores.isPresent() || memoryBytesPerSecond.isPresent()) {
      imagined = onCores(imagined, memory(measured));
    }
    return new Ceilings(
        measured.schema(),
        measured.measuredAt(),
        measured.path(),
        measured.fileSystem(),
        measured.tookNanos(),
        measured.complete(),
        imagined,
        measured.missing());
  }

  private double diskFactor(Ceilings measured) {
    double best = measured.best(CeilingKind.SEQUENTIAL_DIRECT).map(Ceiling::median).orElse(0.0);
    return diskBytesPerSecond.isPresent() && best > 0 ? diskBytesPerSecond.getAsDouble() / best : 1;
  }

  private double memory(Ceilings measured) {
    return memoryBytesPerSecond.orElse(
        measured.best(CeilingKind.MEMORY_READ).map(Ceiling::median).orElse(Double.MAX_VALUE));
  }

  private static Ceiling onDisk(Ceiling ceiling, double factor) {
    double busy = Math.max(ceiling.busyProcessors(), LEAST_BUSY);
    int threads = ceiling.conditions().threads() + ceiling.kind().helpers();
    double most = Math.max(1, threads / busy);
    double possible = factor <= 1 ? factor : Math.min(factor, most);
    return scaled(ceiling, possible, busy * possible);
  }

  /** Replaces the ceilings of processors by those of one thread, added up for each count. */
  private List<Ceiling> onCores(List<Ceiling> all, double memory) {
    Map<Family, Ceiling> single = new LinkedHashMap<>();
    List<Ceiling> result = new ArrayList<>();
    for (Ceiling ceiling : all) {
      if (ceiling.kind().storage()) {
        result.add(ceiling);
      } else if (ceiling.conditions().threads() == 1) {
        single.put(Family.of(ceiling), ceiling);
      }
    }
    int most =
        cores.orElseGet(() -> all.stream().mapToInt(c -> c.conditions().threads()).max().orElse(1));
    single.forEach(
        (family, ceiling) -> {
          for (int threads = 1; threads <= most; threads = next(threads, most)) {
            double factor = Math.min(threads, memory / bytesMoved(family) / ceiling.median());
            result.add(withThreads(scaled(ceiling, factor, threads), threads));
          }
        });
    return result;
  }

  private static int next(int threads, int most) {
    return threads < most ? Math.min(most, threads * 2) : most + 1;
  }

  /** What a family's ceilings differ in is their threads. */
  private record Family(CeilingKind kind, long blockBytes, String tensorType, String format) {
    static Family of(Ceiling ceiling) {
      Conditions conditions = ceiling.conditions();
      return new Family(
          ceiling.kind(), conditions.blockBytes(), conditions.tensorType(), conditions.format());
    }
  }

  /** Returns the bytes that pass memory for each unit of a ceiling. */
  private static double bytesMoved(Family family) {
    return switch (family.kind()) {
      case SEQUENTIAL_CACHED -> PASSES_OF_A_COPY;
      case FAULT_WARM, POPULATE_WARM -> 0;
      case DEQUANTIZE ->
          TensorType.byName(family.tensorType())
                  .map(type -> (double) type.blockBytes() / type.blockWeights())
                  .orElse(0.0)
              + FloatFormat.valueOf(family.format()).bytes();
      default -> 1;
    };
  }

  private static Ceiling scaled(Ceiling ceiling, double factor, double busyProcessors) {
    return new Ceiling(
        ceiling.kind(),
        ceiling.conditions(),
        ceiling.median() * factor,
        ceiling.low() * factor,
        ceiling.high() * factor,
        busyProcessors,
        ceiling.samples(),
        ceiling.stable());
  }

  private static Ceiling withThreads(Ceiling ceiling, int threads) {
    Conditions conditions = ceiling.conditions();
    return new Ceiling(
        ceiling.kind(),
        new Conditions(
            threads,
            conditions.blockBytes(),
            conditions.queueDepth(),
            conditions.tensorType(),
            conditions.format()),
        ceiling.median(),
        ceiling.low(),
        ceiling.high(),
        ceiling.busyProcessors(),
        ceiling.samples(),
        ceiling.stable());
  }
}
