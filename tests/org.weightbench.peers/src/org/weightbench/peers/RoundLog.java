package org.weightbench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rounds measured so far, in a file of lines separated by tabs where one is given: the names of
 * the contestants, then the seconds of each in every round.
 */
final class RoundLog {
  private final Optional<Path> file;
  private final List<double[]> rounds = new ArrayList<>();

  /**
   * Takes over the rounds of earlier processes.
   *
   * @throws IOException when the file cannot be read or written, or holds other contestants' rounds
   */
  RoundLog(Optional<Path> file, List<String> contestants) throws IOException {
    this.file = file;
    String names = String.join("\t", contestants);
    if (file.isEmpty()) {
      return;
    }
    if (Files.notExists(file.get())) {
      Files.writeString(file.get(), names + "\n");
    }
    List<String> lines = Files.readAllLines(file.get());
    if (lines.isEmpty() || !lines.getFirst().equals(names)) {
      throw new IOException(
          file.get() + " keeps rounds of others, expected those of " + names.replace("\t", "; "));
    }
    for (String line : lines.subList(1, lines.size())) {
      rounds.add(Arrays.stream(line.split("\t")).mapToDouble(Double::parseDouble).toArray());
    }
  }

  /** Returns how many rounds there are. */
  int size() {
    return rounds.size();
  }

  /** Adds a round: the seconds of each contestant. */
  void add(double[] seconds) throws IOException {
    rounds.add(seconds);
    if (file.isPresent()) {
      String line =
          Arrays.stream(seconds)
              .mapToObj(Double::toString)
              .collect(Collectors.joining("\t", "", "\n"));
      Files.writeString(file.get(), line, StandardOpenOption.APPEND);
    }
  }

  /** Returns the seconds of a contestant in every round. */
  double[] of(int contestant) {
    return rounds.stream().mapToDouble(round -> round[contestant]).toArray();
  }
}
