package org.weightbench.ui.internal.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Column;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.ui.internal.Rows;

final class TableTextTest {
  private static final Column NAME =
      new Column(
          "name",
          "Name",
          "",
          _ -> OptionalDouble.empty(),
          row -> row.summary().cell().settings().get("note"));
  private static final Column TIME =
      new Column(
          "seconds",
          "Load time",
          "s",
          row -> OptionalDouble.of(row.summary().wallNanos().orElseThrow().median() / 1e9),
          row -> row.summary().wallNanos().orElseThrow().median() / 1e9 + " s");
  private static final List<ComparisonRow> ROWS =
      List.of(
          Rows.row(Map.of("note", "plain"), 500_000_000),
          Rows.row(Map.of("note", "a|b, \"c\""), 250_000_000));

  @Test
  void markdownAlignsNumbersToTheRightAndEscapesBars() {
    assertEquals(
        """
        | Name | Load time |
        | --- | ---: |
        | plain | 0.5 s |
        | a\\|b, "c" | 0.25 s |
        """,
        TableText.markdown(List.of(NAME, TIME), ROWS));
  }

  @Test
  void csvHasIdsAsHeaderNumbersWithoutUnitsAndQuotedWords() {
    assertEquals(
        "name,seconds\r\nplain,0.5\r\n\"a|b, \"\"c\"\"\",0.25\r\n",
        TableText.csv(List.of(NAME, TIME), ROWS));
  }
}
