package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.data.category.CategoryDataset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Counters;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.xml.sax.InputSource;

class ComparisonChartTest {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 320;

  private static Sample sample(int run, Cell cell, double seconds) {
    ResidencyMeasurement none = new ResidencyMeasurement(0.0, "cachestat");
    return new Sample(
        1,
        run,
        1,
        cell,
        "t",
        Status.VERIFIED,
        null,
        new Measurement(
            Math.round(seconds * 1e9),
            1,
            List.of(),
            "read",
            "read",
            1,
            1,
            none,
            none,
            null,
            null,
            new Counters(0, 0, 0, 0, 0, 0, 0)));
  }

  static Comparison comparison(boolean withSamples) {
    return comparison(withSamples, "threads", List.of("1", "2"));
  }

  static Comparison comparison(boolean withSamples, String axis, List<String> values) {
    ExperimentDefinition definition =
        new ExperimentDefinition(
            "chart",
            new ModelFile(Path.of("/m.gguf")),
            Map.of(
                "strategy",
                List.of("mmap", "read"),
                "cache",
                List.of("cold", "warm"),
                axis,
                values),
            3,
            1);
    List<Sample> samples = new ArrayList<>();
    if (withSamples) {
      for (Cell cell : definition.combinations()) {
        double seconds =
            (cell.settings().get("cache").equals("cold") ? 2.0 : 0.5)
                + (cell.settings().get("strategy").equals("mmap") ? 1.0 : 0);
        samples.add(sample(samples.size() + 1, cell, seconds * 0.9));
        samples.add(sample(samples.size() + 1, cell, seconds));
        samples.add(sample(samples.size() + 1, cell, seconds * 1.2));
      }
    }
    return Comparison.of(
        List.of(
            Result.of(
                new ResultFolder(Path.of("/results/chart")),
                definition,
                Optional.empty(),
                Optional.empty(),
                samples)));
  }

  private static CategoryDataset dataset(JFreeChart chart) {
    return ((CategoryPlot) chart.getPlot()).getDataset();
  }

  @Test
  void conditionsAreSeriesAndSettingsAreCategoriesWithTheShortestLoadFirst() {
    CategoryDataset data = dataset(ComparisonChart.bars(comparison(true), ChartStyle.LIGHT));
    assertEquals(List.of("cold", "warm"), data.getRowKeys());
    assertEquals(
        List.of("read 1 thread", "read 2 threads", "mmap 1 thread", "mmap 2 threads"),
        data.getColumnKeys());
    assertEquals(2.0, data.getValue("cold", "read 1 thread").doubleValue(), 1e-9);
    assertEquals(1.5, data.getValue("warm", "mmap 2 threads").doubleValue(), 1e-9);
  }

  @Test
  void categoriesAreNamedInTheLanguageOfTheReader() {
    ChartStyle german = ChartStyle.LIGHT.saying(word -> word.replace("threads", "F\u00e4den"));
    CategoryDataset data = dataset(ComparisonChart.bars(comparison(true), german));
    assertTrue(data.getColumnKeys().contains("read 2 F\u00e4den"), data.getColumnKeys().toString());
  }

  @Test
  void theAxisReachesPastTheLongestErrorBar() {
    CategoryPlot plot =
        (CategoryPlot) ComparisonChart.bars(comparison(true), ChartStyle.LIGHT).getPlot();
    assertEquals(0, plot.getRangeAxis().getLowerBound());
    assertTrue(
        plot.getRangeAxis().getUpperBound() > 3.6, plot.getRangeAxis().getRange().toString());
  }

  @Test
  void theSvgIsOneWellFormedElementWithEveryLabel() throws Exception {
    JFreeChart chart = ComparisonChart.bars(comparison(true), ChartStyle.LIGHT);
    String svg = ChartImages.svg(chart, WIDTH, HEIGHT, "bars");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    String text = document.getDocumentElement().getTextContent();
    assertEquals("svg", document.getDocumentElement().getTagName());
    for (String label :
        List.of("read 1 thread", "mmap 2 threads", "cold", "warm", "Load time, s")) {
      assertTrue(text.contains(label), label);
    }
  }

  @Test
  void theImageHasTheStylesColoursAndTheZoomsPixels() {
    for (ChartStyle style : List.of(ChartStyle.LIGHT, ChartStyle.DARK)) {
      JFreeChart chart = ComparisonChart.bars(comparison(true), style);
      BufferedImage image = ChartImages.image(chart, WIDTH, HEIGHT, 2);
      assertEquals(2 * WIDTH, image.getWidth());
      assertEquals(2 * HEIGHT, image.getHeight());
      Set<Color> colours = colours(image);
      assertTrue(colours.contains(style.background()));
      assertTrue(colours.contains(style.foreground()), "error bars");
      assertTrue(colours.contains(style.series().get(0)), "first series");
      assertTrue(colours.contains(style.series().get(1)), "second series");
    }
  }

  @Test
  void withoutSamplesTheChartSaysSo() {
    JFreeChart chart = ComparisonChart.bars(comparison(false), ChartStyle.DARK);
    Set<Color> colours = colours(ChartImages.image(chart, WIDTH, HEIGHT, 1));
    assertFalse(colours.contains(ChartStyle.DARK.series().get(0)));
    assertTrue(dataset(chart).getColumnCount() == 4);
  }

  private static Set<Color> colours(BufferedImage image) {
    Set<Color> colours = new LinkedHashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(new Color(image.getRGB(x, y)));
      }
    }
    return colours;
  }
}
