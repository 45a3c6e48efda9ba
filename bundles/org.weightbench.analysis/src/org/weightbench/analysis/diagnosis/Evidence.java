package org.weightbench.analysis.diagnosis;

/**
 * One number or word that a finding rests on.
 *
 * @param title what was measured
 * @param value the value with its unit, as a person reads it
 */
public record Evidence(String title, String value) {

  @Override
  public String toString() {
    return title + " " + value;
  }
}
