package org.weightbench.experiment.timeline;

import java.util.Optional;

/**
 * One row of numbers in a timeline.
 *
 * @param quantity what is counted
 * @param instance of which device, processor or resource; empty where there is only one
 */
public record Channel(Quantity quantity, String instance) {
  private static final char SEPARATOR = '@';

  /** The channel of a quantity of which there is one. */
  public static Channel of(Quantity quantity) {
    return new Channel(quantity, "");
  }

  /** The text in a file: {@code device.reads@vda}. */
  public String text() {
    return instance.isEmpty() ? quantity.label() : quantity.label() + SEPARATOR + instance;
  }

  /** The channel of a text; empty when its quantity is none of this version. */
  static Optional<Channel> parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    String label = separator < 0 ? text : text.substring(0, separator);
    String instance = separator < 0 ? "" : text.substring(separator + 1);
    return Quantity.of(label).map(quantity -> new Channel(quantity, instance));
  }
}
