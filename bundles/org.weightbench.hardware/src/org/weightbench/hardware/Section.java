package org.weightbench.hardware;

import java.util.List;

/**
 * One titled table of an inventory, as the command and the workbench print it.
 *
 * @param title such as 'Processor'
 * @param rows in the order to show them
 */
public record Section(String title, List<Row> rows) {

  public Section {
    rows = List.copyOf(rows);
  }

  /**
   * One line of a section.
   *
   * @param title such as 'Read-ahead'
   * @param value with its unit; 'unknown (reason)' when it could not be read
   */
  public record Row(String title, String value) {}
}
