package org.weightbench.analysis.timeline;

import org.weightbench.hardware.Units;

/** What can share an axis. */
public enum Panel {
  /** Data that moves. */
  RATE("Data", "MB/s"),
  /** Requests to the device. */
  REQUESTS("Requests", "1/s"),
  /** Size of requests. */
  REQUEST_SIZE("Request size", "KiB"),
  /** Requests that wait or run. */
  QUEUE("Queue", "requests"),
  /** How long a request takes. */
  AWAIT("Await", "ms"),
  /** How much of the time a device is busy. */
  UTILIZATION("Device busy", "%"),
  /** Processors at work. */
  CPU("CPU", "processors"),
  /** Page faults. */
  FAULTS("Page faults", "1/s"),
  /** Tasks that take turns. */
  TASKS("Context switches", "1/s"),
  /** Memory by its use. */
  MEMORY("Memory", "GiB"),
  /** How much of the model is in the page cache. */
  RESIDENCY("Model in page cache", "%"),
  /** How much of the time tasks stall. */
  PRESSURE("Stalled", "%"),
  /** How many layers are ready. */
  LAYERS("Layers ready", "layers");

  private static final double MEGA = 1e6;
  private static final double KIBI = 1 << 10;
  private static final double GIBI = 1 << 30;

  private final String title;
  private final String unit;

  /**
   * A unit in which numbers of a panel are shown.
   *
   * @param name its name
   * @param factor what a number of the panel is multiplied with
   */
  public record Shown(String name, double factor) {}

  Panel(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  /** The title of the axis. */
  public String title() {
    return title;
  }

  /** The unit of all numbers on it. */
  public String unit() {
    return unit;
  }

  /** Returns the unit in which its numbers are shown to people, as they {@linkplain Units want}. */
  public Shown shown() {
    Units units = Units.current();
    return switch (this) {
      case RATE -> shown(units.rates().scale(2), "/s", MEGA);
      case REQUEST_SIZE -> shown(units.sizes().scale(1), "", KIBI);
      case MEMORY -> shown(units.sizes().scale(3), "", GIBI);
      default -> new Shown(unit, 1);
    };
  }

  private static Shown shown(Units.Scale scale, String ending, double bytes) {
    return new Shown(scale.name() + ending, bytes / scale.bytes());
  }
}
