package org.weightbench.ui.internal.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.data.category.DefaultCategoryDataset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.charts.ChartStyle;
import org.weightbench.ui.Workbench;

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

  private static Set<RGB> colours(ImageData data) {
    Set<RGB> colours = new HashSet<>();
    for (int y = 0; y < data.height; y += 2) {
      for (int x = 0; x < data.width; x += 2) {
        colours.add(data.palette.getRGB(data.getPixel(x, y)));
      }
    }
    return colours;
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
