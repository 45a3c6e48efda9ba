package org.weightbench.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How many rounds are asked for, and how they are spread over several processes where a machine is
 * quiet for minutes only.
 *
 * @param rounds how many, those of earlier processes included
 * @param kept the file that keeps every round and brings those of earlier processes; empty when one
 *     process measures all
 * @param limit no round begins that would probably end later than so long after the first one's
 *     beginning
 */
record Schedule(int rounds, Optional<Path> kept, Duration limit) {
  private static final int DEFAULT_ROUNDS = 7;

  /** Returns the schedule of one process that measures all rounds, however long they take. */
  static Schedule atOnce(int rounds) {
    return new Schedule(rounds, Optional.empty(), Duration.ofDays(1));
  }

  /**
   * Reads what may follow the name of a bar and a model.
   *
   * @param arguments of a program
   * @param from where the number of rounds is, which the file and the most seconds may follow
   */
  static Schedule parse(String[] arguments, int from) {
    Schedule all =
        atOnce(arguments.length > from ? Integer.parseInt(arguments[from]) : DEFAULT_ROUNDS);
    return new Schedule(
        all.rounds,
        arguments.length > from + 1 ? Optional.of(Path.of(arguments[from + 1])) : all.kept,
        arguments.length > from + 2
            ? Duration.ofSeconds(Long.parseLong(arguments[from + 2]))
            : all.limit);
  }
}
