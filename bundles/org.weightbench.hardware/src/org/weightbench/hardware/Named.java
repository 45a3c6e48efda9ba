package org.weightbench.hardware;

/** A record of which a machine has several; its name tells them apart in titles. */
interface Named {

  /** The name that people know it by. */
  String name();
}
