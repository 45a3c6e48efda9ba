package org.weightbench.ui.internal.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.data.category.DefaultCategoryDataset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.analysis.Baseline;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.ComparisonRow;
import org.weightbench.analysis.Result;
import org.weightbench.charts.ChartSpot;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.ComparisonChart;
import org.weightbench.charts.HistogramChart;
import org.weightbench.charts.Palette;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Rows;

final class ChartPaneTest {
  private Shell shell;
  private Label themed;
  private ChartPane pane;

  @BeforeEach
  void open() {
    shell = new Shell(Display.getCurrent());
    shell.setLayout(new FillLayout());
    themed = new Label(shell, SWT.NONE);
    pane = new ChartPane(shell, themed);
    shell.setSize(800, 400);
    shell.open();
  }

  @AfterEach
  void close() {
    shell.dispose();
  }

  @Test
  void aChartIsDrawnInTheColoursOfItsNeighbour() {
    for (RGB background : new RGB[] {new RGB(250, 250, 250), new RGB(40, 44, 52)}) {
      themed.setBackground(new Color(background));
      pane.clear();
      pane.show(new Bar());
      Workbench.await("the chart", () -> pane.image().isPresent());
      ImageData data = pane.image().orElseThrow().getImageData();
      assertEquals(background, data.palette.getRGB(data.getPixel(0, 0)));
      assertTrue(colours(data).size() > 2, "the chart has one colour only");
    }
  }

  @Test
  void aNewSizeGivesANewImageAndTheOldOneIsReleased() {
    pane.show(new Bar());
    Workbench.await("the chart", () -> pane.image().isPresent());
    Image first = pane.image().orElseThrow();
    int width = first.getBounds().width;
    shell.setSize(1100, 500);
    Workbench.await("the larger chart", () -> pane.image().orElseThrow().getBounds().width > width);
    assertTrue(first.isDisposed());
    Image last = pane.image().orElseThrow();
    shell.dispose();
    assertTrue(last.isDisposed());
  }

  @Test
  void pointingShowsTheValuesAndClickingTellsTheRow() {
    List<List<Integer>> picked = new ArrayList<>();
    List<Boolean> more = new ArrayList<>();
    pane.onPick(
        (spot, added) -> {
          picked.add(spot.map(ChartSpot::rows).orElse(List.of()));
          more.add(added);
        });
    show(new Sizes(2));
    ChartSpot spot = pane.spots().getFirst();
    Event over = at(spot);
    pane.canvas().notifyListeners(SWT.MouseMove, over);
    assertEquals(spot.text(), pane.canvas().getToolTipText());
    pane.canvas().notifyListeners(SWT.MouseUp, over);
    over.stateMask = SWT.MOD1;
    pane.canvas().notifyListeners(SWT.MouseUp, over);
    Event beside = new Event();
    beside.button = 1;
    beside.count = 1;
    pane.canvas().notifyListeners(SWT.MouseUp, beside);
    assertEquals(List.of(spot.rows(), spot.rows(), List.of()), picked);
    assertEquals(List.of(false, true, false), more);
  }

  @Test
  void openChartsFollowThePreferredColours() {
    show(new Sizes(3));
    IEclipsePreferences node = InstanceScope.INSTANCE.getNode("org.weightbench.ui");
    Image before = pane.image().orElseThrow();
    node.put("charts.palette", Palette.GREYS.id());
    try {
      Workbench.await("new colours", () -> pane.image().filter(i -> i != before).isPresent());
      java.awt.Color grey = Palette.GREYS.onLight().getFirst();
      assertTrue(
          colours(pane.image().orElseThrow().getImageData())
              .contains(new RGB(grey.getRed(), grey.getGreen(), grey.getBlue())));
    } finally {
      node.remove("charts.palette");
    }
  }

  @Test
  void alongAnAxisTheValueIsShownAndAPartIsDraggedOpen() {
    List<Double> part = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    pane.onRuler(
        new RulerListener() {
          @Override
          public String textAt(double value, double down) {
            return "at " + Math.round(value);
          }

          @Override
          public void dragged(double from, double to) {
            part.addAll(List.of(from, to));
          }

          @Override
          public void doubleClicked() {
            whole.add("whole");
          }
        });
    show(new Parts());
    Event event = at(pane.spots().get(0));
    pane.canvas().notifyListeners(SWT.MouseDown, event);
    event.x = (int) pane.spots().get(2).area().getBounds2D().getCenterX();
    pane.canvas().notifyListeners(SWT.MouseMove, event);
    assertEquals("at 25", pane.canvas().getToolTipText());
    pane.canvas().notifyListeners(SWT.MouseUp, event);
    pane.canvas().notifyListeners(SWT.MouseDoubleClick, event);
    assertEquals(5, part.get(0), 0.2);
    assertEquals(25, part.get(1), 0.2);
    assertEquals(List.of("whole"), whole);
  }

  @Test
  void aVeryLongChartIsDrawnWhereItIsLookedAt() {
    show(new Sizes(2000));
    ScrolledComposite scroll = (ScrolledComposite) pane.canvas().getParent();
    int height = pane.canvas().getSize().y;
    assertTrue(height > 30_000, "found " + height);
    Image top = pane.image().orElseThrow();
    assertTrue(top.getBounds().height < 3000, "found " + top.getBounds());
    double first =
        pane.spots().stream()
            .mapToDouble(spot -> spot.area().getBounds2D().getMinY())
            .min()
            .orElse(0);
    assertTrue(first < 100, "the first bar is " + first + " pixels down");
    scroll.setOrigin(0, height);
    scroll.getVerticalBar().notifyListeners(SWT.Selection, new Event());
    Workbench.await("the end", () -> pane.image().filter(image -> image != top).isPresent());
    assertTrue(top.isDisposed());
    assertEquals(2000, pane.spots().size());
  }

  @Test
  void everyChartCanBeWrittenToAFileAndCopied(@TempDir Path folder) throws Exception {
    show(new Sizes(2));
    assertEquals(
        List.of("Copy Chart", "Export as PNG...", "Export as SVG..."), Widgets.menu(pane.canvas()));
    Path png = folder.resolve("chart.png");
    pane.export(ChartFormat.PNG, png);
    Workbench.await("the pixels", () -> Files.exists(png));
    assertEquals(1800, ImageIO.read(png.toFile()).getWidth());
    Path svg = folder.resolve("chart.svg");
    pane.export(ChartFormat.SVG, svg);
    Workbench.await("the drawing", () -> Files.exists(svg));
    assertTrue(Files.readString(svg).contains("threads"));
    Actions.copy(pane, "before");
    Widgets.choose(pane.canvas(), "Copy Chart");
    Workbench.settle();
    Clipboard clipboard = new Clipboard(Display.getCurrent());
    try {
      ImageData copied = (ImageData) clipboard.getContents(ImageTransfer.getInstance());
      assertEquals(pane.canvas().getSize(), new Point(copied.width, copied.height));
    } finally {
      clipboard.dispose();
    }
  }

  private void show(ChartSource source) {
    pane.show(source);
    Workbench.await("the chart", () -> !pane.spots().isEmpty());
  }

  private static Event at(ChartSpot spot) {
    Event event = new Event();
    event.x = (int) spot.area().getBounds2D().getCenterX();
    event.y = (int) spot.area().getBounds2D().getCenterY();
    event.button = 1;
    event.count = 1;
    return event;
  }

  private static Set<RGB> colours(ImageData data) {
    Set<RGB> colours = new HashSet<>();
    for (int y = 0; y < data.height; y += 2) {
      for (int x = 0; x < data.width; x += 2) {
        colours.add(data.palette.getRGB(data.getPixel(x, y)));
      }
    }
    return colours;
  }

  /** Rows of a comparison as bars. */
  private record Sizes(Comparison comparison) implements ChartSource {
    Sizes(int count) {
      this(comparison(count));
    }

    private static Comparison comparison(int count) {
      List<ComparisonRow> rows =
          IntStream.rangeClosed(1, count)
              .mapToObj(i -> Rows.row(Map.of("threads", String.valueOf(i)), i * 1e9))
              .toList();
      Result result = rows.getFirst().result();
      return new Comparison(
          List.of(result), new Baseline.ByResult(result.folder()), rows, List.of());
    }

    @Override
    public JFreeChart chart(ChartStyle style) {
      return ComparisonChart.bars(comparison, style);
    }

    @Override
    public int leastHeight() {
      return ComparisonChart.preferredHeight(comparison);
    }

    @Override
    public String description() {
      return "sizes";
    }
  }

  /** A histogram of three parts from 0 to 30. */
  private record Parts() implements ChartSource {
    @Override
    public JFreeChart chart(ChartStyle style) {
      return HistogramChart.of("value", 0, 30, List.of(1L, 2L, 3L), style);
    }

    @Override
    public int leastHeight() {
      return 50;
    }

    @Override
    public String description() {
      return "parts";
    }
  }

  private record Bar() implements ChartSource {
    @Override
    public JFreeChart chart(ChartStyle style) {
      DefaultCategoryDataset data = new DefaultCategoryDataset();
      data.addValue(1, "a", "b");
      JFreeChart chart = ChartFactory.createBarChart("", "", "", data);
      chart.setBackgroundPaint(style.background());
      return chart;
    }

    @Override
    public int leastHeight() {
      return 50;
    }

    @Override
    public String description() {
      return "a bar";
    }
  }
}
