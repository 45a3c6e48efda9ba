package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYZDataset;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.hardware.Units;

class ComparisonPictureTest {
  private static final Comparison COMPARISON = ComparisonChartTest.comparison(true);

  private static ComparisonPicture picture(String id) {
    return ComparisonPicture.all().stream()
        .filter(picture -> picture.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachPictureIsDrawnWithAndWithoutSamplesInBothStyles() {
    for (ComparisonPicture picture : ComparisonPicture.all()) {
      for (ChartStyle style : List.of(ChartStyle.LIGHT, ChartStyle.DARK)) {
        for (boolean samples : new boolean[] {true, false}) {
          Comparison comparison = ComparisonChartTest.comparison(samples);
          String svg =
              ChartImages.svg(
                  picture.draw(comparison, List.of(), style),
                  700,
                  picture.preferredHeight(comparison),
                  picture.id());
          assertTrue(svg.startsWith("<svg"), picture.id());
        }
      }
    }
  }

  @Test
  void picturesThatWouldShowNothingDoNotSuit() {
    assertTrue(picture("bars").suits(COMPARISON));
    assertTrue(picture("line").suits(COMPARISON), "threads are numbers");
    assertTrue(picture("heat").suits(COMPARISON), "three axes differ");
    assertFalse(picture("size").suits(COMPARISON), "there is one model");
    assertFalse(picture("boxes").suits(ComparisonChartTest.comparison(false)));
  }

  @Test
  void theLineRunsOverThreadsWithALineForEachOfTheOthers() {
    XYDataset lines =
        picture("line").draw(COMPARISON, List.of(), ChartStyle.LIGHT).getXYPlot().getDataset();
    assertEquals(4, lines.getSeriesCount(), "two strategies, cold and warm");
    for (int series = 0; series < lines.getSeriesCount(); series++) {
      for (int item = 0; item < lines.getItemCount(series); item++) {
        assertTrue(List.of(1.0, 2.0).contains(lines.getXValue(series, item)));
      }
    }
  }

  @Test
  void aLineOverSizesHasThePreferredUnit() {
    Comparison chunks =
        ComparisonChartTest.comparison(true, "chunk", List.of("1 MiB", "4 MiB", "16 MiB"));
    XYPlot standard = picture("line").draw(chunks, List.of(), ChartStyle.LIGHT).getXYPlot();
    assertEquals("Chunk, MiB", standard.getDomainAxis().getLabel());
    assertEquals(16, standard.getDataset().getXValue(0, 2), 1e-9);
    Units powersOf1000 =
        new Units(Units.Prefixes.SI, Units.Prefixes.SI, Units.Times.SUITING, Locale.ROOT);
    XYPlot preferred =
        powersOf1000.during(
            () -> picture("line").draw(chunks, List.of(), ChartStyle.LIGHT).getXYPlot());
    assertEquals("Chunk, MB", preferred.getDomainAxis().getLabel());
    assertEquals(16.777216, preferred.getDataset().getXValue(0, 2), 1e-9);
  }

  @Test
  void theAxesOfTheHeatMapAreSaidInTheLanguageOfTheReader() {
    ChartStyle shouting = ChartStyle.LIGHT.saying(text -> text.toUpperCase(Locale.ROOT));
    XYPlot plot = picture("heat").draw(COMPARISON, List.of(), shouting).getXYPlot();
    for (String label : List.of(plot.getDomainAxis().getLabel(), plot.getRangeAxis().getLabel())) {
      assertTrue(List.of("STRATEGY", "CACHE", "THREADS").contains(label), label);
    }
  }

  @Test
  void theHeatMapShowsTheBestOfEachPair() {
    XYZDataset blocks =
        (XYZDataset)
            picture("heat").draw(COMPARISON, List.of(), ChartStyle.LIGHT).getXYPlot().getDataset();
    assertEquals(4, blocks.getItemCount(0));
    double best =
        COMPARISON.rows().stream()
            .flatMap(row -> row.summary().wallNanos().stream())
            .mapToDouble(estimate -> estimate.median() / 1e9)
            .min()
            .orElseThrow();
    double least = Double.MAX_VALUE;
    for (int item = 0; item < blocks.getItemCount(0); item++) {
      least = Math.min(least, blocks.getZValue(0, item));
    }
    assertEquals(best, least, 1e-9);
  }

  @Test
  void markedRowsStandOut() {
    List<ComparisonRow> one = List.of(COMPARISON.rows().getFirst());
    for (String id : List.of("bars", "boxes", "line")) {
      assertNotEquals(svg(id, List.of()), svg(id, one), id);
    }
  }

  @Test
  void theBaselineHasAColourOfItsOwnWhereOneIsChosen() {
    ChartStyle style = ChartStyle.LIGHT.with(Palette.GREYS.onLight(), Optional.of(Color.MAGENTA));
    for (String id : List.of("bars", "boxes", "line")) {
      assertTrue(colours(id, style).contains(Color.MAGENTA.getRGB()), id);
      assertFalse(colours(id, ChartStyle.LIGHT).contains(Color.MAGENTA.getRGB()), id);
      assertTrue(colours(id, style).contains(Palette.GREYS.onLight().getFirst().getRGB()), id);
    }
  }

  private static Set<Integer> colours(String id, ChartStyle style) {
    BufferedImage image =
        ChartImages.image(picture(id).draw(COMPARISON, List.of(), style), 700, 400, 1);
    return Arrays.stream(image.getRGB(0, 0, 700, 400, null, 0, 700))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static String svg(String id, List<ComparisonRow> marked) {
    return ChartImages.svg(
        picture(id).draw(COMPARISON, marked, ChartStyle.LIGHT), 700, 400, "marked");
  }
}
