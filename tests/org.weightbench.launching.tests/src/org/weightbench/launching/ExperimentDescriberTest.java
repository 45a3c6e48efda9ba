package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.content.IContentType;
import org.junit.jupiter.api.Test;

final class ExperimentDescriberTest {
  private static final String EXPERIMENT = "org.weightbench.launching.experiment";

  @Test
  void yamlThatStartsWithTheFormatIsAnExperimentWhateverItsName() throws Exception {
    assertEquals(
        EXPERIMENT, typeOf("a.experiment.yaml", "weightbench: 1\nmodel: {path: a.gguf}\n"));
    assertEquals(EXPERIMENT, typeOf("b.yml", "# what for\n---\n\nweightbench: 1\n"));
  }

  @Test
  void otherYamlIsNot() throws Exception {
    assertNotEquals(EXPERIMENT, typeOf("compose.yaml", "services:\n  weightbench: 1\n"));
    assertNotEquals(EXPERIMENT, typeOf("list.yaml", "- weightbench: 1\n"));
  }

  @Test
  void modelsAreKnownByTheirName() throws Exception {
    assertEquals("org.weightbench.launching.gguf", typeOf("llama.gguf", "GGUF"));
  }

  private static String typeOf(String fileName, String content) throws Exception {
    IContentType type =
        Platform.getContentTypeManager()
            .findContentTypeFor(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), fileName);
    return type == null ? "" : type.getId();
  }
}
