package org.weightbench.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;

final class HelpContextTest {
  /** Where the workbench keeps what F1 explains in a control. */
  private static final String HELP = "org.eclipse.ui.help";

  private static final Pattern CONTEXT = Pattern.compile("<context id=\"(\\w+)\"");

  @Test
  void theHelpExplainsExactlyWhatTheWorkbenchAsksFor() throws IOException {
    Path help =
        Path.of(
            System.getProperty("org.weightbench.repository"),
            "bundles/org.weightbench.doc/contexts.xml");
    List<String> explained =
        CONTEXT
            .matcher(Files.readString(help))
            .results()
            .map(context -> "org.weightbench.ui." + context.group(1))
            .sorted()
            .toList();
    assertEquals(
        Arrays.stream(HelpContext.values()).map(HelpContext::id).sorted().toList(), explained);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "COMPARISON",
        "EXPERIMENTS",
        "FINDINGS",
        "HARDWARE",
        "PROFILES",
        "RESULTS",
        "TIMELINE"
      })
  void everyViewSaysWhatF1ExplainsInIt(HelpContext view) throws Exception {
    Workbench.openPerspective();
    Workbench.open(view.id(), IViewPart.class);
    Shell window = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
    assertTrue(
        Widgets.all(window, Composite.class).stream()
            .anyMatch(area -> view.id().equals(area.getData(HELP))),
        view.id());
  }
}
