package org.weightbench.analysis.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.weightbench.experiment.Cell;

/**
 * What a rule concludes of one load.
 *
 * @param rule id of the rule
 * @param severity how much it matters
 * @param title the cause in a few words
 * @param conclusion what happens, in one sentence or two
 * @param evidence what it rests on
 * @param remedy what to do
 * @param reference public thread about the same, as an address
 * @param savedNanos time of a load that the remedy would save; 0 where it saves none or is unknown
 * @param cell settings of the load that was judged
 */
public record Finding(
    String rule,
    Severity severity,
    String title,
    String conclusion,
    List<Evidence> evidence,
    String remedy,
    String reference,
    long savedNanos,
    Cell cell) {

  /** Copies the evidence. */
  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** Starts a finding of a rule about a load, without evidence and without time saved. */
  public static Finding of(
      Rule rule, Subject subject, Severity severity, String conclusion, String remedy) {
    return new Finding(
        rule.id(),
        severity,
        rule.title(),
        conclusion,
        List.of(),
        remedy,
        rule.reference(),
        0,
        subject.load().cell());
  }

  /** Returns this finding with the time that the remedy would save; a negative time counts as 0. */
  public Finding saving(double seconds) {
    return new Finding(
        rule,
        severity,
        title,
        conclusion,
        evidence,
        remedy,
        reference,
        Math.max(0, Math.round(seconds * 1e9)),
        cell);
  }

  /** Returns this finding with further evidence. */
  public Finding with(List<Evidence> further) {
    List<Evidence> all = new ArrayList<>(evidence);
    all.addAll(further);
    return new Finding(rule, severity, title, conclusion, all, remedy, reference, savedNanos, cell);
  }
}
