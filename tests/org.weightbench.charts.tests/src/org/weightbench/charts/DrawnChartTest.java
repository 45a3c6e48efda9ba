package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;

class DrawnChartTest {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 480;
  private static final Comparison COMPARISON = ComparisonChartTest.comparison(true);

  private static DrawnChart drawn(String picture, List<ComparisonRow> marked) {
    JFreeChart chart =
        ComparisonPicture.all().stream()
            .filter(each -> each.id().equals(picture))
            .findFirst()
            .orElseThrow()
            .draw(COMPARISON, marked, ChartStyle.LIGHT);
    return DrawnChart.of(chart, WIDTH, HEIGHT, 0, HEIGHT, 1);
  }

  private static List<Integer> rows(DrawnChart drawn) {
    return drawn.spots().stream()
        .filter(spot -> spot.sample().isEmpty())
        .flatMap(spot -> spot.rows().stream())
        .sorted()
        .toList();
  }

  @Test
  void everyRowHasItsBarItsBoxAndItsPoint() {
    List<Integer> all = IntStream.range(0, COMPARISON.rows().size()).boxed().toList();
    for (String picture : List.of("bars", "boxes", "line")) {
      assertEquals(all, rows(drawn(picture, List.of())), picture);
    }
  }

  @Test
  void everySampleHasItsDotAtItsBox() {
    List<ChartSpot> spots = drawn("boxes", List.of()).spots();
    for (int row = 0; row < COMPARISON.rows().size(); row++) {
      List<Integer> own = List.of(row);
      List<ChartSpot> ofRow = spots.stream().filter(spot -> spot.rows().equals(own)).toList();
      assertEquals(
          List.of(0, 1, 2),
          ofRow.stream().flatMapToInt(spot -> spot.sample().stream()).sorted().boxed().toList());
      Rectangle2D box = ofRow.getFirst().area().getBounds2D();
      for (ChartSpot dot : ofRow.subList(1, ofRow.size())) {
        double middle = dot.area().getBounds2D().getCenterY();
        assertTrue(middle > box.getMinY() && middle < box.getMaxY(), dot.text());
      }
    }
  }

  @Test
  void aSpotLiesInTheChartAndSaysWhatItsRowMeasured() {
    for (ChartSpot spot : drawn("bars", List.of()).spots()) {
      ComparisonRow row = COMPARISON.rows().get(spot.rows().getFirst());
      assertTrue(
          new Rectangle2D.Double(0, 0, WIDTH, HEIGHT).contains(spot.area().getBounds2D()),
          spot.toString());
      assertTrue(spot.text().startsWith(COMPARISON.label(row)), spot.text());
      assertTrue(spot.text().endsWith("3 samples"), spot.text());
    }
  }

  @Test
  void aFieldOfTheHeatMapStandsForTheFastestOfItsRows() {
    List<Integer> rows = rows(drawn("heat", List.of()));
    assertEquals(4, rows.size());
    assertEquals(
        COMPARISON.bestFirst().getFirst().summary().wallNanos(),
        rows.stream()
            .map(COMPARISON.rows()::get)
            .map(row -> row.summary().wallNanos())
            .min(Comparator.comparingDouble(nanos -> nanos.orElseThrow().median()))
            .orElseThrow());
  }

  @Test
  void whatIsNotMarkedFadesAndCanStillBePointedAt() {
    ComparisonRow one = COMPARISON.rows().getFirst();
    DrawnChart drawn = drawn("bars", List.of(one));
    int full = 0;
    for (ChartSpot spot : drawn.spots()) {
      Rectangle2D bar = spot.area().getBounds2D();
      Color color =
          new Color(drawn.image().getRGB((int) bar.getMinX() + 3, (int) bar.getCenterY() - 4));
      if (ChartStyle.LIGHT.series().contains(color)) {
        full++;
        assertEquals(one, COMPARISON.rows().get(spot.rows().getFirst()));
      }
    }
    assertEquals(1, full);
    assertEquals(COMPARISON.rows().size(), drawn.spots().size());
  }

  @Test
  void someLinesAreThoseOfTheWholeChart() {
    JFreeChart chart = ComparisonChart.bars(COMPARISON, ChartStyle.DARK);
    DrawnChart whole = DrawnChart.of(chart, WIDTH, HEIGHT, 0, HEIGHT, 2);
    DrawnChart part = DrawnChart.of(chart, WIDTH, HEIGHT, 100, 150, 2);
    assertEquals(100, part.image().getHeight());
    assertArrayEquals(
        whole.image().getRGB(0, 200, 2 * WIDTH, 100, null, 0, 2 * WIDTH),
        part.image().getRGB(0, 0, 2 * WIDTH, 100, null, 0, 2 * WIDTH));
    assertEquals(whole.spots().size(), part.spots().size());
  }
}
