package org.weightbench.ui.internal.axis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.events.IExpansionListener;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.Messages;

/**
 * One field for each axis: boxes to tick where the values are a closed set, else a list to type,
 * separated by commas. The axes that are swept most stand first, the others are folded away until
 * one of them is used. All methods are for the user interface thread.
 */
public final class AxisFields {
  private static final int OPEN_AXES = 5;
  private static final int NARROWEST = 200;
  private static final int SPACING = 14;
  private static final String SEPARATOR = ", ";

  private final Map<Axis<?>, Field> fields = new LinkedHashMap<>();
  private final ExpandableComposite more;
  private final Runnable edited;
  private boolean showing;

  /**
   * Creates the fields in a composite with a grid of one column.
   *
   * @param resized told when parts were folded, so that the layout is to be done again
   * @param edited told when the user changed a value
   */
  public AxisFields(Composite parent, Runnable resized, Runnable edited) {
    this.edited = edited;
    List<Axis<?>> axes = Axes.all();
    Composite first = grid(parent);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(first);
    axes.stream().limit(OPEN_AXES).forEach(axis -> add(first, axis));
    more =
        new ExpandableComposite(
            parent, SWT.NONE, ExpandableComposite.TWISTIE | ExpandableComposite.CLIENT_INDENT);
    more.setText(Messages.axis_more);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(more);
    Composite others = grid(more);
    axes.stream().skip(OPEN_AXES).forEach(axis -> add(others, axis));
    more.setClient(others);
    more.addExpansionListener(IExpansionListener.expansionStateChangedAdapter(_ -> resized.run()));
  }

  private static Composite grid(Composite parent) {
    Composite grid = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(10, 6).applyTo(grid);
    return grid;
  }

  /** Returns what each field holds, by the axis name, several values separated by commas. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach((axis, field) -> values.put(axis.name(), field.text()));
    return values;
  }

  /** Returns the values that a text of {@link #values} names. */
  public static List<String> split(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** Fills the fields; an axis that is not named has its standard value. */
  public void show(Map<String, String> values) {
    showing = true;
    try {
      fields.forEach(
          (axis, field) -> {
            String text = values.getOrDefault(axis.name(), axis.standardText());
            if (!text.equals(field.text())) {
              field.show(text);
            }
          });
      boolean used =
          fields.keySet().stream()
              .skip(OPEN_AXES)
              .anyMatch(
                  axis ->
                      !values
                          .getOrDefault(axis.name(), axis.standardText())
                          .equals(axis.standardText()));
      if (used && !more.isExpanded()) {
        more.setExpanded(true);
      }
    } finally {
      showing = false;
    }
  }

  /** Allows or forbids editing. */
  public void setEnabled(boolean enabled) {
    fields.values().forEach(field -> field.controls().forEach(c -> c.setEnabled(enabled)));
  }

  private void add(Composite parent, Axis<?> axis) {
    Label label = new Label(parent, SWT.NONE);
    label.setText(Messages.format(Messages.axis_label, Phrases.say(axis.title())));
    label.setToolTipText(Phrases.say(axis.summary()));
    fields.put(axis, axis.closed() ? boxes(parent, axis) : list(parent, axis));
  }

  private Field boxes(Composite parent, Axis<?> axis) {
    Composite line = new Composite(parent, SWT.NONE);
    RowLayout layout = new RowLayout();
    layout.marginLeft = 0;
    layout.spacing = SPACING;
    line.setLayout(layout);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROWEST, SWT.DEFAULT).applyTo(line);
    List<Button> boxes = new ArrayList<>();
    for (String choice : axis.choices()) {
      Button box = new Button(line, SWT.CHECK);
      box.setText(choice);
      box.setToolTipText(Phrases.say(axis.summary()));
      box.addListener(SWT.Selection, _ -> changed());
      boxes.add(box);
    }
    return new Boxes(List.copyOf(boxes));
  }

  private Field list(Composite parent, Axis<?> axis) {
    Text text = new Text(parent, SWT.BORDER);
    text.setMessage(String.join(SEPARATOR, axis.choices()));
    text.setToolTipText(Phrases.say(axis.summary()));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .hint(NARROWEST, SWT.DEFAULT)
        .applyTo(text);
    text.addListener(SWT.Modify, _ -> changed());
    return new ValueList(text);
  }

  private void changed() {
    if (!showing) {
      edited.run();
    }
  }

  /** How the values of one axis are edited. */
  private sealed interface Field {
    String text();

    void show(String text);

    List<? extends Control> controls();
  }

  private record Boxes(List<Button> controls) implements Field {
    @Override
    public String text() {
      return String.join(
          SEPARATOR, controls.stream().filter(Button::getSelection).map(Button::getText).toList());
    }

    @Override
    public void show(String text) {
      List<String> values = split(text);
      controls.forEach(box -> box.setSelection(values.contains(box.getText())));
    }
  }

  private record ValueList(Text widget) implements Field {
    @Override
    public String text() {
      return widget.getText();
    }

    @Override
    public void show(String text) {
      widget.setText(text);
    }

    @Override
    public List<Text> controls() {
      return List.of(widget);
    }
  }
}
