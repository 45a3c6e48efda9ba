package org.weightbench.ui.internal.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.PlatformUI;
import org.osgi.service.event.EventHandler;
import org.weightbench.charts.ChartImages;
import org.weightbench.charts.ChartSpot;
import org.weightbench.charts.ChartStyle;
import org.weightbench.charts.DrawnChart;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.FileExport;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.preferences.ChartPreferences;
import org.weightbench.ui.internal.preferences.UnitPreferences;

/**
 * Shows a chart as large as there is room, and scrolls where there is too little. It is drawn in a
 * job and follows size, zoom and theme. Its context menu copies it and writes it to a file.
 */
public final class ChartPane extends Composite {
  private static final long RESIZE_DELAY_MILLIS = 60;

  private final Control themed;
  private final ScrolledComposite scroll;
  private final Canvas canvas;
  private final Background<ChartPixels> drawing;
  private final Background<ImageData> copying;
  private final FileExport export;
  private final ChartPointer pointer;
  private Optional<ChartSource> source = Optional.empty();
  private Optional<ChartPixels> pixels = Optional.empty();
  private Optional<Image> image = Optional.empty();

  /**
   * Creates the pane.
   *
   * @param themed control whose colours the theme sets and the chart takes
   */
  public ChartPane(Composite parent, Control themed) {
    super(parent, SWT.NONE);
    this.themed = themed;
    setLayout(new FillLayout());
    scroll = new ScrolledComposite(this, SWT.V_SCROLL);
    scroll.setExpandHorizontal(true);
    scroll.setExpandVertical(true);
    canvas = new Canvas(scroll, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
    scroll.setContent(canvas);
    drawing = new Background<>(Messages.chart_drawing, canvas, this::take, ChartPane::failed);
    copying =
        new Background<>(
            Messages.chart_drawing,
            canvas,
            copied -> Actions.copy(canvas, copied),
            ChartPane::failed);
    export = new FileExport(canvas);
    canvas.addPaintListener(
        event -> {
          event.gc.setBackground(themed.getBackground());
          event.gc.fillRectangle(canvas.getClientArea());
          image.ifPresent(drawn -> event.gc.drawImage(drawn, 0, firstLine()));
        });
    pointer = new ChartPointer(canvas, this::spots);
    scroll.getVerticalBar().addListener(SWT.Selection, _ -> scrolled());
    canvas.addListener(SWT.Resize, _ -> draw(image.isPresent() ? RESIZE_DELAY_MILLIS : 0));
    canvas.addListener(SWT.ZoomChanged, _ -> draw(0));
    canvas.addDisposeListener(_ -> image.ifPresent(Image::dispose));
    Accessibility.name(
        canvas,
        () ->
            UnitPreferences.units()
                .during(() -> source.map(ChartSource::description).orElse(Messages.chart_empty)));
    Actions.contextMenu(canvas, this::fill);
    followTheme();
    ChartPreferences.onChange(this, () -> draw(0));
  }

  /** Hears what is clicked on. */
  public void onPick(PickListener listener) {
    pointer.onPick(listener);
  }

  /** Shows a line under the mouse and hears what people do along the chart's axis of numbers. */
  public void onRuler(RulerListener listener) {
    new ChartRuler(canvas, themed, this::scale, listener).begin();
  }

  private static void failed(Exception e) {
    ILog.of(ChartPane.class).error(Messages.chart_failed, e);
  }

  /** Returns a menu with what people do to the chart, for those who cannot point at it. */
  public MenuManager menu(String title) {
    MenuManager menu = new MenuManager(title);
    menu.setRemoveAllWhenShown(true);
    menu.addMenuListener(this::fill);
    return menu;
  }

  private void fill(IMenuManager menu) {
    List<Action> actions = new ArrayList<>();
    actions.add(Actions.of(Messages.chart_copy, Icon.COPY, this::copy));
    for (ChartFormat format : ChartFormat.values()) {
      actions.add(
          Actions.of(
              FileExport.label(format.name()),
              Icon.COPY,
              () ->
                  source.ifPresent(
                      shown ->
                          export.ask(
                              format.name(), "chart" + format.suffix(), content(format, shown)))));
    }
    for (Action action : actions) {
      action.setEnabled(source.isPresent());
      menu.add(action);
    }
  }

  /** Copies the chart as it is shown, all of it where only a part can be seen. */
  private void copy() {
    Point size = canvas.getSize();
    ChartStyle style = ChartColors.of(themed);
    source.ifPresent(
        shown ->
            copying.request(
                0,
                () -> ChartPixels.data(ChartImages.image(shown.chart(style), size.x, size.y, 1))));
  }

  /** Writes the chart to a file, in a job. */
  void export(ChartFormat format, Path file) {
    source.ifPresent(shown -> export.start(file, content(format, shown)));
  }

  private Callable<byte[]> content(ChartFormat format, ChartSource shown) {
    int height = Math.max(shown.leastHeight(), canvas.getSize().y);
    return () -> format.bytes(shown.chart(ChartStyle.LIGHT), height);
  }

  private Optional<DrawnChart.Scale> scale() {
    return drawn().flatMap(shown -> shown.plain().across());
  }

  /** Returns what can be pointed at now; nothing until what is shown was drawn. */
  public List<ChartSpot> spots() {
    return drawn().map(shown -> shown.plain().spots()).orElse(List.of());
  }

  private Optional<ChartPixels> drawn() {
    return pixels.filter(drawn -> source.filter(shown -> shown == drawn.source()).isPresent());
  }

  /** Returns the widget that the chart is drawn on. */
  public Canvas canvas() {
    return canvas;
  }

  /** Shows another chart. */
  public void show(ChartSource other) {
    source = Optional.of(other);
    scroll.setMinHeight(other.leastHeight());
    draw(0);
  }

  /** Shows nothing. */
  public void clear() {
    source = Optional.empty();
    pixels = Optional.empty();
    canvas.setToolTipText(null);
    replace(Optional.empty());
  }

  /** Returns what is shown now, drawn. */
  public Optional<Image> image() {
    return image;
  }

  private void draw(long delayMillis) {
    Point size = canvas.getSize();
    if (source.isEmpty() || size.x <= 0 || size.y <= 0) {
      return;
    }
    ChartSource chart = source.get();
    ChartStyle style = ChartColors.of(themed);
    int zoom = getShell().getZoom();
    ChartPixels.Lines lines =
        ChartPixels.Lines.around(scroll.getOrigin().y, scroll.getClientArea().height, size.y);
    drawing.request(delayMillis, () -> ChartPixels.of(chart, style, size.x, size.y, lines, zoom));
  }

  /** Draws other lines of a chart that is too long to be drawn as a whole. */
  private void scrolled() {
    int visible = Math.min(scroll.getClientArea().height, canvas.getSize().y);
    if (pixels.filter(p -> p.lines().cover(scroll.getOrigin().y, visible)).isEmpty()) {
      draw(0);
    }
  }

  private int firstLine() {
    return pixels.map(drawn -> drawn.lines().from()).orElse(0);
  }

  private void take(ChartPixels drawn) {
    ImageDataProvider provider = zoom -> drawn.has(zoom) ? drawn.at(zoom) : null;
    pixels = source.map(_ -> drawn);
    replace(source.map(_ -> new Image(getDisplay(), provider)));
  }

  private void replace(Optional<Image> next) {
    image.ifPresent(Image::dispose);
    image = next;
    canvas.redraw();
  }

  /** The widgets are restyled only after the event, hence the second step. */
  private void followTheme() {
    IEventBroker broker = PlatformUI.getWorkbench().getService(IEventBroker.class);
    EventHandler handler =
        _ ->
            getDisplay()
                .asyncExec(
                    () -> {
                      if (!isDisposed()) {
                        draw(0);
                      }
                    });
    broker.subscribe(IThemeEngine.Events.THEME_CHANGED, handler);
    addDisposeListener(_ -> broker.unsubscribe(handler));
  }
}
