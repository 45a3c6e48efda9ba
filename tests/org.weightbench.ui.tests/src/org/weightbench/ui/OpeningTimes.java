package org.weightbench.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.charts.ComparisonPicture;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.ui.internal.chart.ChartPane;
import org.weightbench.ui.internal.comparison.ComparisonView;

/**
 * Measures how long a result of 10,000 samples takes from the wish to see it until table and chart
 * stand, and how long the table takes to scroll by 50 rows. It judges nothing and prints; it runs
 * only where the system property {@code org.weightbench.ui.rounds} says how often.
 */
@EnabledIfSystemProperty(named = "org.weightbench.ui.rounds", matches = "\\d+")
final class OpeningTimes {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int STEP = 50;

  @TempDir Path folder;

  @AfterEach
  void close() throws Exception {
    Workbench.clear();
  }

  @Test
  void aResultOfManySamplesIsOpenedAndScrolled() throws Exception {
    Workbench.openPerspective();
    ResultFolder result = ManySamples.write(folder);
    ComparisonView comparison =
        Workbench.open(LoadExperimentsPerspective.COMPARISON_VIEW, ComparisonView.class);
    comparison.draw(ComparisonPicture.all().getFirst());
    Table table = comparison.tableWidget();
    ChartPane chart = Widgets.first(table.getParent(), ChartPane.class);
    List<Double> opening = new ArrayList<>();
    List<Double> scrolling = new ArrayList<>();
    int rounds = Integer.getInteger("org.weightbench.ui.rounds");
    for (int round = 0; round < rounds; round++) {
      comparison.compare(List.of());
      Workbench.settle();
      assertEquals(0, table.getItemCount());
      long start = System.nanoTime();
      comparison.compare(List.of(result));
      Workbench.await(
          "table and chart",
          () ->
              table.getItemCount() == ManySamples.CELLS
                  && chart.spots().size() == ManySamples.CELLS);
      while (Display.getCurrent().readAndDispatch()) {}
      opening.add((System.nanoTime() - start) / NANOS_PER_MILLI);
      Workbench.settle();
      for (int row = 0; row < ManySamples.CELLS; row += STEP) {
        long before = System.nanoTime();
        table.setTopIndex(row);
        while (Display.getCurrent().readAndDispatch()) {}
        scrolling.add((System.nanoTime() - before) / NANOS_PER_MILLI);
      }
    }
    comparison.compare(List.of());
    Workbench.settle();
    print("opening 10,000 samples in 1,000 cells", opening);
    print("scrolling by 50 rows", scrolling);
  }

  private static void print(String what, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s: median %.1f ms, least %.1f, most %.1f (n = %d), first %s%n",
        what,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        sorted.length,
        Arrays.toString(millis.stream().limit(7).mapToLong(Math::round).toArray()));
  }
}
