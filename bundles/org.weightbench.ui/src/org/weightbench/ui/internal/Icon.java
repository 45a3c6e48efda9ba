package org.weightbench.ui.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;

/** The images of this bundle; one SVG file each, readable on light and on dark. */
public enum Icon {
  BASELINE("baseline"),
  COMPARISON("comparison"),
  COMPLETE("complete"),
  COPY("copy"),
  EXPERIMENT("experiment"),
  FASTER("faster"),
  FOLLOW("follow"),
  INCOMPLETE("incomplete"),
  FINDING("finding"),
  HARDWARE("hardware"),
  MODEL("model"),
  PAUSE("pause"),
  PIN("pin"),
  PROFILE("profile"),
  PROGRESS("progress"),
  REFRESH("refresh"),
  RESULTS("results"),
  RUNNING("running"),
  SAME("same"),
  SLOWER("slower"),
  STOP("stop"),
  TIMELINE("timeline"),
  UNKNOWN("unknown"),
  UNREADABLE("unreadable");

  private final String fileName;

  Icon(String fileName) {
    this.fileName = fileName;
  }

  /** Returns the image; who creates it from here releases it. */
  public ImageDescriptor descriptor() {
    return descriptor("icons/" + fileName + ".svg");
  }

  /** Returns the image as large as it stands at the top of a wizard; not all have one. */
  public ImageDescriptor banner() {
    return descriptor("icons/banner/" + fileName + ".svg");
  }

  private static ImageDescriptor descriptor(String path) {
    return ResourceLocator.imageDescriptorFromBundle("org.weightbench.ui", path)
        .orElseThrow(() -> new IllegalStateException(path + " is missing"));
  }
}
