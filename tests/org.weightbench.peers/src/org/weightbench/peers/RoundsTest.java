package org.weightbench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
  @TempDir Path folder;
  private final List<String> called = new ArrayList<>();

  @Test
  void roundsOfSeveralProcessesAddUp() throws Throwable {
    assertEquals(1.5, measured(2).median("b"));
    assertEquals(4, called.size());
    assertEquals(3, measured(5).median("b"));
    assertEquals(10, called.size());
    List<String> inTwoProcesses = List.copyOf(called);
    called.clear();
    Rounds.of(5, contestants());
    assertEquals(inTwoProcesses, called);
  }

  @Test
  void noRoundBeginsThatWouldEndTooLate() throws Throwable {
    Rounds.of(new Schedule(9, Optional.empty(), Duration.ofNanos(1)), contestants());
    assertEquals(2, called.size());
  }

  @Test
  void roundsOfOtherContestantsAreRefused() throws Throwable {
    measured(1);
    Schedule schedule = new Schedule(2, Optional.of(file()), Duration.ofDays(1));
    IOException refused =
        assertThrows(IOException.class, () -> Rounds.of(schedule, Map.of("c", () -> 1)));
    assertTrue(refused.getMessage().contains(file().toString()), refused.getMessage());
  }

  private Rounds measured(int rounds) throws Throwable {
    return Rounds.of(new Schedule(rounds, Optional.of(file()), Duration.ofDays(1)), contestants());
  }

  private Path file() {
    return folder.resolve("rounds.tsv");
  }

  /** The first call of each takes 1 second, the second one 2 and so on. */
  private Map<String, Rounds.Run> contestants() {
    Map<String, Rounds.Run> contestants = new LinkedHashMap<>();
    for (String name : List.of("a", "b")) {
      contestants.put(
          name,
          () -> {
            called.add(name);
            return called.stream().filter(name::equals).count();
          });
    }
    return contestants;
  }
}
