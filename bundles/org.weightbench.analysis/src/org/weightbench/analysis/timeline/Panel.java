package org.weightbench.analysis.timeline;

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

  private final String title;
  private final String unit;

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
}
