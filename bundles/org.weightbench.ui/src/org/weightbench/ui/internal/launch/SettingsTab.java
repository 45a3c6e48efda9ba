package org.weightbench.ui.internal.launch;

import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;

/**
 * A tab that edits a part of {@link LaunchSettings}. It says what is wrong with its part in the
 * title area of the dialog.
 */
abstract class SettingsTab extends AbstractLaunchConfigurationTab {
  static final int NARROWEST = 200;

  private final String id;
  private final String name;
  private final Icon icon;
  private final HelpContext help;
  private ScrolledComposite scroll;
  private @Nullable Image image;
  private boolean filling;

  SettingsTab(String id, String name, Icon icon, HelpContext help) {
    this.id = id;
    this.name = name;
    this.icon = icon;
    this.help = help;
  }

  /** Creates the widgets in a composite with a grid of one column. */
  abstract void fill(Composite area);

  /** Shows settings; what the widgets tell meanwhile is no edit. */
  abstract void show(LaunchSettings settings);

  /** Returns settings with what the widgets say in place of their part. */
  abstract LaunchSettings edited(LaunchSettings settings);

  /**
   * Tells the first mistake in this tab's part, as one sentence.
   *
   * @throws CoreException when a location cannot be read
   */
  abstract Optional<String> problem(LaunchSettings settings) throws CoreException;

  /** The tab scrolls where it is lower than what it shows. */
  @Override
  public void createControl(Composite parent) {
    scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
    scroll.setExpandHorizontal(true);
    scroll.setExpandVertical(true);
    scroll.setShowFocusedControl(true);
    setControl(scroll);
    Composite area = new Composite(scroll, SWT.NONE);
    GridLayoutFactory.swtDefaults().applyTo(area);
    image = new LocalResourceManager(JFaceResources.getResources(), area).create(icon.descriptor());
    fill(area);
    Accessibility.nameByLabels(area);
    scroll.setContent(area);
    scroll.addListener(SWT.Resize, _ -> resize());
  }

  /** Gives what is shown the width of the tab and the height that it needs, now that it changed. */
  final void resize() {
    if (scroll.getContent() instanceof Composite area) {
      int width = Math.max(1, scroll.getClientArea().width);
      scroll.setMinHeight(area.computeSize(width, SWT.DEFAULT).y);
      area.layout(true, true);
    }
  }

  static Group group(Composite parent, String title, int columns) {
    Group group = new Group(parent, SWT.NONE);
    group.setText(title);
    GridLayoutFactory.swtDefaults().numColumns(columns).applyTo(group);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
    return group;
  }

  static Label label(Composite parent, String text, String tip) {
    Label label = new Label(parent, SWT.NONE);
    label.setText(text);
    label.setToolTipText(tip);
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(label);
    return label;
  }

  /** Creates a label that takes as many lines as it needs. */
  static Label sentence(Composite parent, int columns) {
    Label sentence = new Label(parent, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .span(columns, 1)
        .grab(true, false)
        .hint(NARROWEST, SWT.DEFAULT)
        .indent(4, 6)
        .applyTo(sentence);
    return sentence;
  }

  /** Creates a field that is as wide as there is room. */
  final Text field(Composite parent, String hint) {
    Text text = new Text(parent, SWT.BORDER);
    text.setMessage(hint);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .align(SWT.FILL, SWT.CENTER)
        .hint(NARROWEST, SWT.DEFAULT)
        .applyTo(text);
    text.addListener(SWT.Modify, _ -> edit());
    return text;
  }

  /** Creates a labelled field for a few characters. */
  final Text shortField(Composite parent, String title, String tip, int width) {
    label(parent, title, tip);
    Text text = new Text(parent, SWT.BORDER);
    text.setToolTipText(tip);
    GridDataFactory.fillDefaults()
        .align(SWT.BEGINNING, SWT.CENTER)
        .hint(width, SWT.DEFAULT)
        .applyTo(text);
    text.addListener(SWT.Modify, _ -> edit());
    return text;
  }

  /** Tells the dialog that the user changed something. */
  final void edit() {
    if (!filling) {
      updateLaunchConfigurationDialog();
    }
  }

  @Override
  public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
    Settings.change(configuration, settings -> settings);
  }

  @Override
  public void initializeFrom(ILaunchConfiguration configuration) {
    filling = true;
    try {
      show(LaunchSettings.read(configuration));
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
    } finally {
      filling = false;
    }
  }

  @Override
  public void performApply(ILaunchConfigurationWorkingCopy configuration) {
    Settings.change(configuration, this::edited);
  }

  @Override
  public boolean isValid(ILaunchConfiguration configuration) {
    setErrorMessage(null);
    if (getControl() == null || getControl().isDisposed()) {
      return true;
    }
    try {
      Optional<String> problem = problem(LaunchSettings.read(configuration));
      problem.ifPresent(this::setErrorMessage);
      return problem.isEmpty();
    } catch (CoreException e) {
      setErrorMessage(e.getStatus().getMessage());
      return false;
    }
  }

  @Override
  public String getHelpContextId() {
    return help.id();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable Image getImage() {
    return image;
  }

  @Override
  public String getId() {
    return id;
  }
}
