package org.weightbench.load;

import java.util.List;
import java.util.Optional;
import org.weightbench.load.internal.ChannelStrategy;
import org.weightbench.load.internal.DirectStrategy;
import org.weightbench.load.internal.DontCacheStrategy;
import org.weightbench.load.internal.MmapStrategy;
import org.weightbench.load.internal.PopulateStrategy;
import org.weightbench.load.internal.PrefetchStrategy;
import org.weightbench.load.internal.ReadStrategy;
import org.weightbench.load.internal.UringDirectStrategy;
import org.weightbench.load.internal.UringStrategy;

/** The strategies there are. */
public final class Strategies {
  private static final List<Strategy> ALL =
      List.of(
          new MmapStrategy(),
          new PopulateStrategy(),
          new PrefetchStrategy(),
          new ReadStrategy(),
          new DirectStrategy(),
          new UringStrategy(),
          new UringDirectStrategy(),
          new DontCacheStrategy(),
          new ChannelStrategy());

  private Strategies() {}

  /** Returns every strategy, available here or not. */
  public static List<Strategy> all() {
    return ALL;
  }

  /** Returns the strategy with a name, or nothing when there is none. */
  public static Optional<Strategy> named(String name) {
    return ALL.stream().filter(strategy -> strategy.name().equals(name)).findFirst();
  }
}
