package org.weightbench.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HelpContextTest {
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
}
