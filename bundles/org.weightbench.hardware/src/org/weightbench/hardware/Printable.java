package org.weightbench.hardware;

/** A small record that is shown in one cell of a table rather than as rows of its own. */
public interface Printable {

  /** The record in a few words, with units. */
  String text();
}
