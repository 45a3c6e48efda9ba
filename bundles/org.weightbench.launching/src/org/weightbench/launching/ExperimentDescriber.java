package org.weightbench.launching;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.eclipse.core.runtime.QualifiedName;
import org.eclipse.core.runtime.content.IContentDescription;
import org.eclipse.core.runtime.content.ITextContentDescriber;
import org.jspecify.annotations.Nullable;

/** Knows experiment files by their first key, which is {@code weightbench:}. */
public final class ExperimentDescriber implements ITextContentDescriber {
  private static final int MOST_LINES = 100;

  @Override
  public int describe(Reader contents, @Nullable IContentDescription description)
      throws IOException {
    BufferedReader lines = new BufferedReader(contents);
    for (int count = 0; count < MOST_LINES; count++) {
      String line = lines.readLine();
      if (line == null) {
        return INDETERMINATE;
      }
      String text = line.strip();
      if (!text.isEmpty()
          && !text.startsWith("#")
          && !text.startsWith("%")
          && !text.equals("---")) {
        return line.startsWith("weightbench:") ? VALID : INVALID;
      }
    }
    return INDETERMINATE;
  }

  @Override
  public int describe(InputStream contents, @Nullable IContentDescription description)
      throws IOException {
    return describe(new InputStreamReader(contents, StandardCharsets.UTF_8), description);
  }

  @Override
  public QualifiedName[] getSupportedOptions() {
    return new QualifiedName[] {IContentDescription.CHARSET, IContentDescription.BYTE_ORDER_MARK};
  }
}
