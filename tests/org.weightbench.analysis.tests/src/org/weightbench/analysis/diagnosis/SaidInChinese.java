package org.weightbench.analysis.diagnosis;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sentences that the workbench has in Chinese, too: {@code phrases.properties} of the bundle
 * {@code org.weightbench.launching}.
 */
final class SaidInChinese {
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private SaidInChinese() {}

  /** Returns what findings say and that file does not hold. */
  static List<String> missing(List<Finding> findings) {
    List<Pattern> known = known();
    return findings.stream()
        .flatMap(finding -> Stream.of(finding.conclusion(), finding.remedy()))
        .filter(said -> known.stream().noneMatch(each -> each.matcher(said).matches()))
        .toList();
  }

  private static List<Pattern> known() {
    Path file =
        Path.of(
            System.getProperty("org.weightbench.repository"),
            "bundles/org.weightbench.launching/src/org/weightbench/launching/phrases.properties");
    Properties phrases = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      phrases.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return phrases.stringPropertyNames().stream()
        .filter(key -> key.startsWith("finding."))
        .map(phrases::getProperty)
        .map(
            sentence ->
                Pattern.compile(
                    Stream.of(PLACE.split(sentence, -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".+"))))
        .toList();
  }
}
