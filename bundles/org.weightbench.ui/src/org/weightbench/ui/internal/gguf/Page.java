package org.weightbench.ui.internal.gguf;

import org.eclipse.swt.widgets.Control;

/** A page of the editor. All methods are for the user interface thread. */
sealed interface Page permits OverviewPage, TensorsPage, MetadataPage, ResidencyPage, ProblemsPage {

  /** Returns the title on the page's tab. */
  String title();

  /** Returns the page's widgets. */
  Control control();

  /** Shows a model that was read, or read again. */
  void show(GgufDocument document);

  /** Puts the keyboard where a person begins. */
  void setFocus();
}
