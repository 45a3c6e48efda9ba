package org.weightbench.analysis.roofline;

import java.util.Optional;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.load.Deliver;
import org.weightbench.load.Strategy;

/** How a strategy's bytes pass the kernel, as far as ceilings tell the ways apart. */
public enum ReadWay {
  /** A mapping whose pages are touched one by one. */
  TOUCHED(CeilingKind.FAULT_COLD, CeilingKind.FAULT_COLD_FRESH, CeilingKind.FAULT_WARM, true, true),
  /** A mapping whose pages are touched while one thread reads the file ahead of them. */
  PREFETCHED(
      CeilingKind.SEQUENTIAL_COLD,
      CeilingKind.PREFETCH_COLD_FRESH,
      CeilingKind.FAULT_WARM,
      true,
      true),
  /** A mapping whose pages the kernel fills in by large calls. */
  POPULATED(
      CeilingKind.POPULATE_COLD,
      CeilingKind.POPULATE_COLD_FRESH,
      CeilingKind.POPULATE_WARM,
      true,
      true),
  /** Reads through the page cache, which the kernel does ahead. */
  BUFFERED(
      CeilingKind.SEQUENTIAL_COLD,
      CeilingKind.SEQUENTIAL_COLD_FRESH,
      CeilingKind.SEQUENTIAL_CACHED,
      false,
      true),
  /** The same, many under way. */
  QUEUED_BUFFERED(
      CeilingKind.SEQUENTIAL_COLD,
      CeilingKind.SEQUENTIAL_COLD_FRESH,
      CeilingKind.SEQUENTIAL_CACHED,
      false,
      true),
  /** One for each thread, where the page cache keeps nothing of what is brought into it. */
  UNCACHED(
      CeilingKind.SEQUENTIAL_COLD,
      CeilingKind.SEQUENTIAL_UNCACHED_FRESH,
      CeilingKind.SEQUENTIAL_CACHED,
      false,
      true),
  /** Reads past the page cache, one for each thread. */
  DIRECT(
      CeilingKind.SEQUENTIAL_DIRECT,
      CeilingKind.SEQUENTIAL_FRESH,
      CeilingKind.SEQUENTIAL_DIRECT,
      false,
      false),
  /** Reads past the page cache, many under way. */
  QUEUED(
      CeilingKind.SEQUENTIAL_DIRECT,
      CeilingKind.SEQUENTIAL_FRESH,
      CeilingKind.SEQUENTIAL_DIRECT,
      false,
      true);

  private final CeilingKind cold;
  private final CeilingKind coldFresh;
  private final CeilingKind warm;
  private final boolean mapping;
  private final boolean ahead;

  ReadWay(
      CeilingKind cold, CeilingKind coldFresh, CeilingKind warm, boolean mapping, boolean ahead) {
    this.cold = cold;
    this.coldFresh = coldFresh;
    this.warm = warm;
    this.mapping = mapping;
    this.ahead = ahead;
  }

  /** Returns the way of a strategy; empty when another program loads. */
  public static Optional<ReadWay> of(Strategy strategy) {
    if (strategy.name().equals("external")) {
      return Optional.empty();
    }
    if (strategy.delivers().contains(Deliver.MAPPED)) {
      return Optional.of(
          switch (strategy.name()) {
            case "mmap-populate" -> POPULATED;
            case "mmap-prefetch" -> PREFETCHED;
            default -> TOUCHED;
          });
    }
    if (strategy.name().endsWith("direct")) {
      return Optional.of(strategy.polls() ? QUEUED : DIRECT);
    }
    if (strategy.name().equals("dontcache")) {
      return Optional.of(UNCACHED);
    }
    return Optional.of(strategy.polls() ? QUEUED_BUFFERED : BUFFERED);
  }

  /** Returns the ceiling that reading in this way has. */
  public CeilingKind kind(boolean startsCold) {
    return startsCold ? cold : warm;
  }

  /** Returns the ceiling of bringing a cold file into fresh memory in this way. */
  public CeilingKind coldIntoFreshMemory() {
    return coldFresh;
  }

  /** Returns whether bytes come to lie in a mapping, from where they are copied. */
  public boolean mapping() {
    return mapping;
  }

  /** Returns whether reading goes on while the reading thread does something else. */
  public boolean ahead() {
    return ahead;
  }

  /** Returns whether the device is asked even for what the page cache holds. */
  public boolean pastCache() {
    return cold == warm;
  }
}
