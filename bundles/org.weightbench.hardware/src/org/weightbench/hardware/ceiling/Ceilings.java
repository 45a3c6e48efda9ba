package org.weightbench.hardware.ceiling;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ceilings of a machine and of one file system, as kept in {@code ceilings.json}.
 *
 * @param schema version of this record
 * @param measuredAt when the measurement began, ISO 8601 in UTC
 * @param path the file that was read, absolute
 * @param fileSystem the file system and the device that it lies on: 'ext4 on /dev/vda1 at /'; two
 *     measurements of one machine may be compared when it is equal
 * @param tookNanos how long the measurement took
 * @param complete whether it was measured to the end; false when it was cancelled
 * @param ceilings in the order of their kinds
 * @param missing what could not be measured
 */
public record Ceilings(
    int schema,
    String measuredAt,
    String path,
    String fileSystem,
    long tookNanos,
    boolean complete,
    List<Ceiling> ceilings,
    List<Missing> missing) {

  /** Version that this class writes; a kind of ceiling more makes a new one. */
  public static final int SCHEMA = 3;

  /** Copies the lists. */
  public Ceilings {
    ceilings = List.copyOf(ceilings);
    missing = List.copyOf(missing);
  }

  /**
   * A kind that could not be measured.
   *
   * @param kind the stage
   * @param reason why not, as a clause that follows 'because'
   */
  public record Missing(CeilingKind kind, String reason) {}

  /** Returns these ceilings with others in place of those that are of the same kinds. */
  public Ceilings with(List<Ceiling> others) {
    Set<CeilingKind> kinds = others.stream().map(Ceiling::kind).collect(Collectors.toSet());
    List<Ceiling> all =
        Stream.concat(ceilings.stream().filter(c -> !kinds.contains(c.kind())), others.stream())
            .sorted(Comparator.comparing(Ceiling::kind))
            .toList();
    return new Ceilings(schema, measuredAt, path, fileSystem, tookNanos, complete, all, missing);
  }

  /** Returns the ceilings of a kind in the order of their measurement. */
  public List<Ceiling> of(CeilingKind kind) {
    return stream(kind).toList();
  }

  /** Returns the highest of a kind under whatever conditions. */
  public Optional<Ceiling> best(CeilingKind kind) {
    return stream(kind).max(Comparator.comparingDouble(Ceiling::median));
  }

  /**
   * Returns the highest of a kind that so many threads reach. Where no ceiling was measured with
   * that number, the nearest number below serves, and where there is none the smallest above.
   */
  public Optional<Ceiling> best(CeilingKind kind, int threads) {
    return best(of(kind), threads);
  }

  /** Returns the rate at which so many threads turn weights of a type into floats. */
  public Optional<Ceiling> dequantize(String tensorType, String format, int threads) {
    return best(
        stream(CeilingKind.DEQUANTIZE)
            .filter(ceiling -> ceiling.conditions().tensorType().equals(tensorType))
            .filter(ceiling -> ceiling.conditions().format().equals(format))
            .toList(),
        threads);
  }

  private static Optional<Ceiling> best(List<Ceiling> ceilings, int threads) {
    int measured =
        ceilings.stream()
            .mapToInt(ceiling -> ceiling.conditions().threads())
            .filter(count -> count <= threads)
            .max()
            .orElseGet(
                () ->
                    ceilings.stream()
                        .mapToInt(ceiling -> ceiling.conditions().threads())
                        .min()
                        .orElse(0));
    return ceilings.stream()
        .filter(ceiling -> ceiling.conditions().threads() == measured)
        .max(Comparator.comparingDouble(Ceiling::median));
  }

  private Stream<Ceiling> stream(CeilingKind kind) {
    return ceilings.stream().filter(ceiling -> ceiling.kind() == kind);
  }
}
