package org.weightbench.ui.internal.gguf;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.hardware.Units;
import org.weightbench.os.Residency;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.gguf.ResidencySnapshot.FileResidency;
import org.weightbench.ui.internal.preferences.UnitPreferences;

/** One strip for each file, from its first byte to its last, filled where pages are resident. */
final class ResidencyCanvas {
  private static final RGB RESIDENT = new RGB(0x2D, 0xA1, 0x7A);
  private static final int MARGIN = 10;
  private static final int LARGEST_STRIP = 48;
  private static final int LEAST_STRIP = 10;
  private static final int GAP = 6;

  private final Canvas canvas;
  private final Control themed;
  private Optional<ResidencySnapshot> snapshot = Optional.empty();
  private List<TensorInfo> tensors = List.of();

  ResidencyCanvas(Composite parent, Control themed) {
    this.themed = themed;
    canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.BORDER);
    Accessibility.name(canvas, Messages.gguf_residency);
    canvas.addPaintListener(event -> paint(event.gc));
    canvas.addListener(
        SWT.MouseMove,
        event ->
            UnitPreferences.write(() -> canvas.setToolTipText(tip(event.x, event.y).orElse(null))));
  }

  Canvas widget() {
    return canvas;
  }

  void show(ResidencySnapshot other, List<TensorInfo> some) {
    snapshot = Optional.of(other);
    tensors = some;
    canvas.redraw();
  }

  private int stripHeight(int files) {
    int room = canvas.getClientArea().height - 2 * MARGIN;
    return Math.clamp(room / Math.max(1, files) - GAP, LEAST_STRIP, LARGEST_STRIP);
  }

  private Rectangle strip(int index, int files) {
    int height = stripHeight(files);
    int width = Math.max(1, canvas.getClientArea().width - 2 * MARGIN);
    return new Rectangle(MARGIN, MARGIN + index * (height + GAP), width, height);
  }

  private void paint(GC gc) {
    gc.setBackground(themed.getBackground());
    gc.fillRectangle(canvas.getClientArea());
    snapshot.ifPresent(
        shown -> {
          for (int i = 0; i < shown.files().size(); i++) {
            paint(gc, shown.files().get(i), strip(i, shown.files().size()));
          }
        });
  }

  private void paint(GC gc, FileResidency file, Rectangle strip) {
    List<Residency> cells = file.map().cells();
    for (int i = 0; i < cells.size(); i++) {
      int from = strip.x + (int) ((long) strip.width * i / cells.size());
      int to = strip.x + (int) ((long) strip.width * (i + 1) / cells.size());
      if (cells.get(i).known() && cells.get(i).residentPages() > 0) {
        gc.setBackground(new Color(mix(cells.get(i).fraction())));
        gc.fillRectangle(from, strip.y, Math.max(1, to - from), strip.height);
      }
    }
    gc.setForeground(themed.getForeground());
    gc.setAlpha(110);
    gc.drawRectangle(strip.x, strip.y, strip.width - 1, strip.height - 1);
    gc.setAlpha(255);
  }

  /** Even the least resident share can be told from none. */
  private RGB mix(double share) {
    RGB none = themed.getBackground().getRGB();
    double weight = 0.25 + 0.75 * share;
    return new RGB(
        part(none.red, RESIDENT.red, weight),
        part(none.green, RESIDENT.green, weight),
        part(none.blue, RESIDENT.blue, weight));
  }

  private static int part(int from, int to, double weight) {
    return (int) Math.round(from + (to - from) * weight);
  }

  private Optional<String> tip(int x, int y) {
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    List<FileResidency> files = snapshot.get().files();
    for (int i = 0; i < files.size(); i++) {
      Rectangle strip = strip(i, files.size());
      if (strip.contains(new Point(x, y)) && !files.get(i).map().cells().isEmpty()) {
        return Optional.of(tip(files.get(i), i, (x - strip.x) / (double) strip.width));
      }
    }
    return Optional.empty();
  }

  private String tip(FileResidency file, int shard, double place) {
    List<Residency> cells = file.map().cells();
    Residency cell = cells.get(Math.min(cells.size() - 1, (int) (place * cells.size())));
    long offset = (long) (place * file.shard().bytes());
    String tensor =
        tensors.stream()
            .filter(each -> each.shard() == shard)
            .filter(each -> each.fileOffset() <= offset)
            .filter(each -> offset < each.fileOffset() + each.byteSize())
            .map(TensorInfo::name)
            .findFirst()
            .orElse(Messages.gguf_header);
    return Messages.format(
        Messages.gguf_residencyTip,
        file.shard().path().getFileName(),
        Units.current().format("%,d", offset),
        tensor,
        ResidencyPage.percent(cell));
  }
}
