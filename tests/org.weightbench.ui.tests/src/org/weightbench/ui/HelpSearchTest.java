package org.weightbench.ui;

import java.util.stream.Stream;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.forms.widgets.Section;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The search of the platform's help, in the pages about Weightbench. */
final class HelpSearchTest {
  private static final String HELP_VIEW = "org.eclipse.help.ui.HelpView";

  private IWorkbenchPage page;

  @BeforeEach
  void openWorkbench() throws Exception {
    page = Workbench.openPerspective();
    // The help opens beside what is active, which need not be the workbench after a dialog.
    page.getWorkbenchWindow().getShell().forceActive();
    Workbench.settle();
  }

  @AfterEach
  void clear() throws Exception {
    IViewReference help = page.findViewReference(HELP_VIEW);
    if (help != null) {
      page.hideView(help);
    }
    Workbench.clear();
  }

  /** Each search but the first asks whether the index that the first one made is still good. */
  @Test
  void whatIsWrittenIsFoundAfterWhatIsNot() {
    assertFound("nowherewritten", "0 hits");
    assertFound("mmap", "[1-9]\\d* hits?");
  }

  private void assertFound(String word, String count) {
    PlatformUI.getWorkbench().getHelpSystem().search(word);
    Workbench.await(
        "what the help says of " + word,
        () ->
            inUse(Section.class)
                    .anyMatch(one -> one.getText().matches("Local Help \\(" + count + "\\)"))
                // The field takes the next word when the search is over.
                && inUse(CCombo.class).allMatch(Control::isEnabled));
  }

  private <T extends Control> Stream<T> inUse(Class<T> kind) {
    return Widgets.all(page.getWorkbenchWindow().getShell(), kind).stream();
  }
}
