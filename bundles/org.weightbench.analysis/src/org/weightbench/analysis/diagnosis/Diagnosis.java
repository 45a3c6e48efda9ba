package org.weightbench.analysis.diagnosis;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.hardware.ceiling.Ceilings;

/**
 * What is wrong with the loads of a result.
 *
 * @param findings each cause once: first what makes the measurement misleading and what keeps a
 *     load from succeeding, then the ones whose remedy would save most time, then the gravest
 */
public record Diagnosis(List<Finding> findings) {
  private static final Comparator<Finding> RANKING =
      Comparator.comparing((Finding finding) -> finding.severity() != Severity.MISLEADING)
          .thenComparing(Comparator.comparingLong(Finding::savedNanos).reversed())
          .thenComparing(Finding::severity);

  /** Copies the findings. */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * Judges a result by all rules.
   *
   * @param ceilings what the hardware can do, where that was measured
   */
  public static Diagnosis of(Result result, Optional<Ceilings> ceilings) {
    return of(Facts.of(result, ceilings));
  }

  /**
   * Judges a result folder by all rules.
   *
   * @throws IOException when one of its files cannot be read
   */
  public static Diagnosis read(ResultFolder folder) throws IOException {
    return of(Facts.read(folder));
  }

  /** Judges facts by all rules. */
  public static Diagnosis of(Facts facts) {
    return of(facts.subjects());
  }

  /** Judges the loads of some cells alone by all rules, be they slow on purpose or not. */
  public static Diagnosis of(Facts facts, Set<Cell> cells) {
    return of(facts.subjects(cells));
  }

  private static Diagnosis of(List<Subject> subjects) {
    Map<String, Finding> byRule = new LinkedHashMap<>();
    Set<Finding> hindering = new HashSet<>();
    for (Subject subject : subjects) {
      for (Rule rule : Rules.all()) {
        if (rule.needs().stream().allMatch(subject::knows)) {
          Optional<Finding> finding = rule.judge(subject);
          finding.ifPresent(f -> byRule.merge(rule.id(), f, Diagnosis::first));
          finding
              .filter(f -> !subject.load().verified() && f.severity() == Severity.WARNING)
              .ifPresent(hindering::add);
        }
      }
    }
    Comparator<Finding> hinderingFirst =
        Comparator.comparing(
            finding -> finding.severity() != Severity.MISLEADING && !hindering.contains(finding));
    return new Diagnosis(
        byRule.values().stream().sorted(hinderingFirst.thenComparing(RANKING)).toList());
  }

  /** Tells whether something is wrong rather than worth knowing. */
  public boolean warns() {
    return findings.stream().anyMatch(f -> f.severity().compareTo(Severity.WARNING) <= 0);
  }

  private static Finding first(Finding one, Finding other) {
    return RANKING.compare(one, other) <= 0 ? one : other;
  }
}
