package org.weightbench.ui.internal;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The area of a view: a sentence that wraps, above what the view shows. */
public final class HeadedArea {
  private static final int LEAST_WIDTH = 200;

  private final Composite body;
  private final Label heading;

  /**
   * Creates the area; what is shown goes into {@link #body} with grid data.
   *
   * @param help what F1 explains in it
   */
  public HeadedArea(Composite parent, String sentence, HelpContext help) {
    body = new Composite(parent, SWT.NONE);
    help.explain(body);
    GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(body);
    heading = new Label(body, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .indent(6, 4)
        .hint(LEAST_WIDTH, SWT.DEFAULT)
        .applyTo(heading);
    say(sentence);
  }

  /** Returns the composite that holds everything. */
  public Composite body() {
    return body;
  }

  /** Says another sentence. */
  public void say(String sentence) {
    heading.setText(sentence.replace("&", "&&"));
    body.layout();
  }
}
