package org.weightbench.ui.internal.launch;

import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.ui.IURIEditorInput;

/** Tells whether an editor shows a model that lies outside of the workspace. */
public final class OutsideModelTester extends PropertyTester {

  @Override
  public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
    return receiver instanceof IURIEditorInput input && Subjects.outside(input).isPresent();
  }
}
