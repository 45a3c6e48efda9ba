package org.weightbench.ui.internal.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.axis.AxisFields;
import org.weightbench.ui.internal.experiment.YamlTree.YamlNode;

/**
 * The same experiment as fields. Each field writes its key alone into the source, which keeps
 * comments and layout.
 */
final class ExperimentForm {
  private static final int NARROWEST = 200;
  private static final int NUMBER_WIDTH = 110;
  private static final String SWEEP = "sweep";
  private static final List<String> MODEL_PATH = List.of("model", "path");
  private static final List<String> SIZE = List.of("model", "synthesize", "size");
  private static final List<String> MIX = List.of("model", "synthesize", "mix");

  private final ScrolledComposite scroll;
  private final Composite area;
  private final BiConsumer<List<String>, Optional<String>> setter;
  private final Supplier<Path> folder;
  private final Map<List<String>, Text> texts = new LinkedHashMap<>();
  private final List<Control> ofFile = new ArrayList<>();
  private final List<Control> ofSynthesis = new ArrayList<>();
  private final AxisFields axes;
  private final Label summary;
  private Map<String, String> sweep = Map.of();
  private boolean showing;

  /**
   * Creates the form.
   *
   * @param folder gives the folder that relative paths are taken from
   * @param setter writes the value of a key, as a line of YAML, into the source, or removes the key
   */
  ExperimentForm(
      Composite parent, Supplier<Path> folder, BiConsumer<List<String>, Optional<String>> setter) {
    this.folder = folder;
    this.setter = setter;
    scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
    scroll.setExpandHorizontal(true);
    scroll.setExpandVertical(true);
    area = new Composite(scroll, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(10, 8).spacing(5, 8).applyTo(area);
    scroll.setContent(area);
    scroll.addListener(SWT.Resize, _ -> resize());
    summary = new Label(area, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).hint(NARROWEST, SWT.DEFAULT).applyTo(summary);
    Group model = group(Messages.form_model, 3);
    field(model, Messages.form_name, List.of("name"), Messages.form_nameTip, 2);
    Text path = field(model, Messages.form_path, MODEL_PATH, Messages.form_pathTip, 1);
    ofFile.add(path);
    Button browse = new Button(model, SWT.PUSH);
    browse.setText(Messages.model_browseFileSystem);
    browse.addListener(SWT.Selection, _ -> browse(path));
    ofFile.add(browse);
    ofSynthesis.add(field(model, Messages.form_size, SIZE, Messages.form_sizeTip, 2));
    ofSynthesis.add(field(model, Messages.form_mix, MIX, Messages.form_mixTip, 2));
    Group combine = group(Messages.sweep_axes, 1);
    axes = new AxisFields(combine, this::resize, this::axesEdited);
    Group order = group(Messages.sweep_order, 2);
    number(order, Messages.sweep_repetitions, "repetitions", Messages.sweep_repetitionsTip);
    number(order, Messages.form_precision, "precision", Messages.form_precisionTip);
    number(order, Messages.form_budget, "budget", Messages.form_budgetTip);
    number(order, Messages.sweep_seed, "seed", Messages.sweep_seedTip);
    Accessibility.nameByLabels(area);
  }

  private Group group(String title, int columns) {
    Group group = new Group(area, SWT.NONE);
    group.setText(title);
    GridLayoutFactory.swtDefaults().numColumns(columns).applyTo(group);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
    return group;
  }

  private Text field(Group group, String title, List<String> key, String tip, int span) {
    Label label = new Label(group, SWT.NONE);
    label.setText(title);
    label.setToolTipText(tip);
    Text text = new Text(group, SWT.BORDER);
    text.setToolTipText(tip);
    text.addListener(SWT.Modify, _ -> edited(key, text.getText().strip()));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .span(span, 1)
        .hint(NARROWEST, SWT.DEFAULT)
        .applyTo(text);
    texts.put(key, text);
    return text;
  }

  private void number(Group group, String title, String key, String tip) {
    Text text = field(group, title, List.of(key), tip, 1);
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(NUMBER_WIDTH, SWT.DEFAULT)
        .applyTo(text);
  }

  Control control() {
    return scroll;
  }

  /** Shows what the source says now. */
  void show(YamlTree tree) {
    showing = true;
    try {
      texts.forEach(
          (key, text) -> {
            String value = tree.find(key).map(YamlNode::scalar).orElse("");
            if (!value.equals(text.getText().strip())) {
              text.setText(value);
            }
          });
      boolean made = tree.find(List.of("model", "synthesize")).isPresent();
      ofFile.forEach(control -> control.setEnabled(!made));
      ofSynthesis.forEach(control -> control.setEnabled(made || tree.find(MODEL_PATH).isEmpty()));
      sweep = new LinkedHashMap<>();
      for (Axis<?> axis : Axes.all()) {
        tree.find(List.of(SWEEP, axis.name()))
            .ifPresent(node -> sweep.put(axis.name(), String.join(", ", node.texts())));
      }
      axes.show(sweep);
      resize();
    } finally {
      showing = false;
    }
  }

  /** Shows what it asks for, or what is wrong. */
  void show(Checked checked) {
    summary.setText(checked.summary().replace("&", "&&"));
    resize();
  }

  void setFocus() {
    texts.values().iterator().next().setFocus();
  }

  private void edited(List<String> key, String text) {
    if (!showing) {
      setter.accept(key, text.isEmpty() ? Optional.empty() : Optional.of(YamlValues.scalar(text)));
    }
  }

  /** Writes only the axes that changed. */
  private void axesEdited() {
    Map<String, String> before = sweep;
    Map<String, String> now = axes.values();
    for (Axis<?> axis : Axes.all()) {
      String text = now.get(axis.name());
      if (!text.equals(before.getOrDefault(axis.name(), axis.standardText()))) {
        List<String> values = AxisFields.split(text);
        setter.accept(
            List.of(SWEEP, axis.name()),
            values.isEmpty() ? Optional.empty() : Optional.of(YamlValues.list(values)));
      }
    }
  }

  private void browse(Text path) {
    FileDialog dialog = new FileDialog(area.getShell(), SWT.OPEN);
    dialog.setText(Messages.model_chooseModel);
    dialog.setFilterExtensions("*.gguf", "*");
    Path from = folder.get();
    dialog.setFilterPath(from.toString());
    String chosen = dialog.open();
    if (chosen != null) {
      Path file = Path.of(chosen);
      path.setText(
          file.startsWith(from)
              ? from.relativize(file).toString().replace('\\', '/')
              : file.toString());
    }
  }

  private void resize() {
    int width = Math.max(1, scroll.getClientArea().width);
    scroll.setMinHeight(area.computeSize(width, SWT.DEFAULT).y);
    area.layout(true, true);
  }
}
