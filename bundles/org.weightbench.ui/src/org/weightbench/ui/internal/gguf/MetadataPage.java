package org.weightbench.ui.internal.gguf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;

/** Keys and values; below them the whole value, or the elements of an array. */
final class MetadataPage implements Page {
  private static final int[] WEIGHTS = {64, 36};
  private static final int PREVIEW = 160;

  private final Composite area;
  private final Text filter;
  private final DataTable<GgufDocument.Entry> table;
  private final StackLayout stack = new StackLayout();
  private final Composite detail;
  private final Text value;
  private final PagedElements elements;
  private Optional<GgufDocument> document = Optional.empty();

  MetadataPage(Composite parent) {
    area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    filter = new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
    filter.setMessage(Messages.gguf_filter);
    Accessibility.name(filter, Messages.gguf_filter);
    filter.addListener(SWT.Modify, _ -> filtered());
    GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
    SashForm sash = new SashForm(area, SWT.VERTICAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
    table =
        new DataTable<>(
            sash,
            Messages.gguf_metadata,
            List.of(
                DataColumn.words(Messages.gguf_key, GgufDocument.Entry::key),
                DataColumn.words(Messages.gguf_type, GgufDocument.Entry::type),
                DataColumn.words(Messages.gguf_value, entry -> preview(entry.text()))));
    detail = new Composite(sash, SWT.NONE);
    detail.setLayout(stack);
    value = new Text(detail, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
    value.setText(Messages.gguf_valueHint);
    Accessibility.name(value, Messages.gguf_value);
    elements = new PagedElements(detail);
    stack.topControl = value;
    sash.setWeights(WEIGHTS);
    table.onSelection(this::selected);
  }

  @Override
  public String title() {
    return Messages.gguf_metadata;
  }

  @Override
  public Control control() {
    return area;
  }

  @Override
  public void show(GgufDocument read) {
    document = Optional.of(read);
    table.show(read.metadata());
    selected();
  }

  @Override
  public void setFocus() {
    filter.setFocus();
  }

  private void filtered() {
    String part = filter.getText().strip().toLowerCase(Locale.ROOT);
    table.filter(
        entry -> (entry.key() + " " + entry.text()).toLowerCase(Locale.ROOT).contains(part));
  }

  private void selected() {
    List<GgufDocument.Entry> selection = table.selection();
    if (document.isEmpty() || selection.size() != 1) {
      elements.clear();
      value.setText(Messages.gguf_valueHint);
      stack.topControl = value;
    } else if (selection.getFirst().array()) {
      elements.show(document.get().path(), selection.getFirst());
      stack.topControl = elements.widget();
    } else {
      elements.clear();
      value.setText(selection.getFirst().text());
      stack.topControl = value;
    }
    detail.layout();
  }

  private static String preview(String text) {
    return text.length() <= PREVIEW ? text : text.substring(0, PREVIEW) + "\u2026";
  }
}
