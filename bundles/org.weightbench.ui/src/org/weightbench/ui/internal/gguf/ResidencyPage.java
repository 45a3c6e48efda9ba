package org.weightbench.ui.internal.gguf;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.weightbench.experiment.Quantities;
import org.weightbench.hardware.Units;
import org.weightbench.os.Residency;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.gguf.ResidencySnapshot.FileResidency;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** Which parts of the model are in the page cache, and how to fill and empty it. */
final class ResidencyPage implements Page {
  private static final int TABLE_HEIGHT = 120;

  private final Composite area;
  private final Label summary;
  private final Button refresh;
  private final Button warm;
  private final Button evict;
  private final ResidencyCanvas canvas;
  private final DataTable<FileResidency> table;
  private final Background<ResidencySnapshot> working;
  private Optional<GgufDocument> document = Optional.empty();

  ResidencyPage(Composite parent) {
    area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    Composite line = new Composite(area, SWT.NONE);
    RowLayoutFactory.fillDefaults().center(true).spacing(8).applyTo(line);
    refresh = button(line, Messages.gguf_refresh, Messages.gguf_refreshTip, this::measure);
    warm = button(line, Messages.gguf_warm, Messages.gguf_warmTip, this::warm);
    evict = button(line, Messages.gguf_evict, Messages.gguf_evictTip, this::evict);
    summary = new Label(area, SWT.WRAP);
    summary.setText(Messages.gguf_readingHeader);
    GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(summary);
    Composite map = new Composite(area, SWT.NONE);
    GridLayoutFactory.fillDefaults().applyTo(map);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(map);
    table =
        new DataTable<>(
            area,
            Messages.gguf_residency,
            List.of(
                DataColumn.words(
                    Messages.gguf_file, file -> String.valueOf(file.shard().path().getFileName())),
                DataColumn.numbers(
                    Messages.gguf_bytes,
                    file -> Quantities.bytes(file.shard().bytes()),
                    file -> file.shard().bytes()),
                DataColumn.numbers(
                    Messages.gguf_resident,
                    file -> Quantities.bytes(file.residentBytes()),
                    FileResidency::residentBytes),
                DataColumn.numbers(
                    Messages.gguf_residentShare,
                    file -> percent(file.total()),
                    file -> file.total().known() ? file.total().fraction() : -1),
                DataColumn.words(Messages.gguf_method, file -> file.total().method())));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .hint(300, TABLE_HEIGHT)
        .applyTo(table.widget());
    canvas = new ResidencyCanvas(map, table.widget());
    GridDataFactory.fillDefaults().grab(true, true).applyTo(canvas.widget());
    working =
        new Background<>(
            Messages.gguf_residency,
            area,
            this::show,
            e -> finished(Messages.format(Messages.gguf_residencyFailed, e.getMessage())));
    enable(false);
  }

  private static Button button(Composite parent, String label, String tip, Runnable run) {
    Button button = new Button(parent, SWT.PUSH);
    button.setText(label);
    button.setToolTipText(tip);
    button.addListener(SWT.Selection, _ -> run.run());
    return button;
  }

  @Override
  public String title() {
    return Messages.gguf_residency;
  }

  @Override
  public Control control() {
    return area;
  }

  @Override
  public void show(GgufDocument read) {
    document = Optional.of(read);
    if (read.readable()) {
      measure();
    } else {
      finished(Messages.gguf_unreadable);
      enable(false);
    }
  }

  @Override
  public void setFocus() {
    refresh.setFocus();
  }

  private void measure() {
    List<GgufDocument.Shard> shards = document.orElseThrow().shards();
    working.request(0, () -> ResidencySnapshot.measure(shards));
  }

  private void warm() {
    List<GgufDocument.Shard> shards = document.orElseThrow().shards();
    begin(Messages.gguf_warming);
    working.start(monitor -> ResidencySnapshot.warm(shards, SubMonitor.convert(monitor)));
  }

  private void evict() {
    List<GgufDocument.Shard> shards = document.orElseThrow().shards();
    begin(Messages.gguf_evicting);
    working.start(monitor -> ResidencySnapshot.evict(shards, SubMonitor.convert(monitor)));
  }

  private void begin(String text) {
    enable(false);
    refresh.setEnabled(true);
    summary.setText(text);
    area.layout();
  }

  private void show(ResidencySnapshot snapshot) {
    canvas.show(snapshot, document.orElseThrow().tensors());
    table.show(snapshot.files());
    Residency total = snapshot.total();
    long resident = snapshot.files().stream().mapToLong(FileResidency::residentBytes).sum();
    finished(
        total.known()
            ? Messages.format(
                Messages.gguf_residencySummary,
                Quantities.bytes(resident),
                Quantities.bytes(document.orElseThrow().fileBytes()),
                percent(total))
            : Messages.gguf_residencyUnknown);
  }

  private void finished(String text) {
    enable(true);
    summary.setText(text.replace("&", "&&"));
    area.layout();
  }

  private void enable(boolean idle) {
    refresh.setEnabled(idle);
    warm.setEnabled(idle);
    evict.setEnabled(idle);
  }

  /** Returns a share for people. */
  static String percent(Residency residency) {
    return residency.known()
        ? Units.current().format("%.1f %%", 100 * residency.fraction())
        : Residency.UNKNOWN;
  }
}
