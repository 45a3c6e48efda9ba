package org.weightbench.ui.internal.experiment;

import org.eclipse.jface.text.AbstractInformationControl;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Shows text beside a proposal, in as many lines as it takes. */
final class WrappedInformation extends AbstractInformationControl {
  private static final int MARGIN = 4;

  private StyledText text;

  WrappedInformation(Shell parent) {
    super(parent, false);
    create();
  }

  @Override
  protected void createContent(Composite parent) {
    text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
    text.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
    text.setAlwaysShowScrollBars(false);
    text.setForeground(parent.getForeground());
    text.setBackground(parent.getBackground());
  }

  @Override
  public void setInformation(String information) {
    text.setText(information);
  }

  @Override
  public boolean hasContents() {
    return text.getCharCount() > 0;
  }
}
