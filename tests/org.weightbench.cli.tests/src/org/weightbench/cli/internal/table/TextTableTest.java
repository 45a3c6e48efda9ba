package org.weightbench.cli.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.weightbench.cli.internal.table.TextTable.Heading;

final class TextTableTest {
  private static final TextTable TABLE =
      new TextTable(
          List.of(Heading.words("Strategy"), Heading.number("Time"), Heading.words("Bound by")),
          List.of(List.of("mmap", "1.25 s", "fault"), List.of(), List.of("direct", "12 s", "")));

  @Test
  void numbersAlignRightAndWordsLeft() {
    assertEquals(
        List.of("Strategy    Time  Bound by", "mmap      1.25 s  fault", "", "direct      12 s"),
        TABLE.lines(OptionalInt.empty()));
  }

  @Test
  void columnsWithoutRoomAreLeftOutAndNamed() {
    assertEquals(
        List.of(
            "Strategy    Time",
            "mmap      1.25 s",
            "",
            "direct      12 s",
            "(no room for: Bound by)"),
        TABLE.lines(OptionalInt.of(25)));
  }

  @Test
  void theFirstColumnStaysHoweverNarrowTheTerminal() {
    assertEquals("Strategy", TABLE.lines(OptionalInt.of(3)).getFirst());
  }

  @Test
  void cellsCannotSteerTheTerminalAndWideLettersTakeTwoPlaces() {
    TextTable table =
        new TextTable(
            List.of(Heading.words("Name"), Heading.number("N")),
            List.of(List.of("a\u001b[2Jb", "1"), List.of("模型", "2"), List.of("e\u0301", "3")));

    assertEquals(
        List.of("Name         N", "a\\u{1b}[2Jb  1", "模型         2", "e\u0301            3"),
        table.lines(OptionalInt.empty()));
  }
}
