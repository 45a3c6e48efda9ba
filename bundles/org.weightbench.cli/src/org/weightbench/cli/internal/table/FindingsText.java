package org.weightbench.cli.internal.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.analysis.diagnosis.Evidence;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.DisplayText;

/** Findings in words and as JSON. */
public final class FindingsText {
  private static final String NONE =
      "Nothing is found that slows these loads down without need, as far as the measurements tell.";

  private FindingsText() {}

  /** Returns all findings with evidence and remedy. */
  public static List<String> lines(Diagnosis diagnosis) {
    if (diagnosis.findings().isEmpty()) {
      return List.of(NONE);
    }
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Finding finding : diagnosis.findings()) {
      lines.add(number++ + ". " + headline(finding));
      lines.add("   " + finding.conclusion());
      lines.add("   Evidence: " + evidence(finding));
      lines.add("   Remedy: " + finding.remedy());
      lines.add("   Load: " + finding.cell().id());
      lines.add("   See: " + finding.reference() + " (rule " + finding.rule() + ")");
    }
    return lines.stream().map(DisplayText::of).toList();
  }

  /** Returns one line for each finding. */
  public static List<String> headlines(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .map(finding -> headline(finding) + ". " + finding.conclusion())
        .map(DisplayText::of)
        .toList();
  }

  /** Returns the evidence on one line. */
  public static String evidence(Finding finding) {
    return finding.evidence().stream().map(Evidence::toString).collect(Collectors.joining("; "));
  }

  /** Returns severity, cause and the time that the remedy would save. */
  public static String headline(Finding finding) {
    return finding.severity().label().toUpperCase(Locale.ROOT)
        + " "
        + finding.title()
        + (finding.savedNanos() > 0
            ? ", costs about " + Quantities.duration(finding.savedNanos()) + " a load"
            : "");
  }

  /** Returns the findings as JSON, times in nanoseconds. */
  public static String json(Diagnosis diagnosis) {
    JsonText json = new JsonText();
    ObjectNode root = json.object();
    ArrayNode findings = root.putArray("findings");
    for (Finding finding : diagnosis.findings()) {
      ObjectNode node =
          findings
              .addObject()
              .put("rule", finding.rule())
              .put("severity", finding.severity().label())
              .put("title", finding.title())
              .put("conclusion", finding.conclusion())
              .put("remedy", finding.remedy())
              .put("reference", finding.reference())
              .put("savedNanos", finding.savedNanos());
      ArrayNode evidence = node.putArray("evidence");
      finding
          .evidence()
          .forEach(e -> evidence.addObject().put("title", e.title()).put("value", e.value()));
      ObjectNode cell = node.putObject("cell");
      finding.cell().settings().forEach(cell::put);
    }
    return json.write(root);
  }
}
