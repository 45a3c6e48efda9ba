package org.weightbench.ui.internal.results;

import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.weightbench.experiment.ResultFolder;

/** Tells whether a folder of the workspace is a result folder. */
public final class ResultFolderTester extends PropertyTester {

  @Override
  public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
    return receiver instanceof IContainer container
        && container.findMember(ResultFolder.DEFINITION) instanceof IFile
        && container.findMember(ResultFolder.PLAN) instanceof IFile;
  }
}
