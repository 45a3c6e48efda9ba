package org.weightbench.runner.watch.internal;

import java.util.List;
import java.util.function.LongSupplier;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;

/**
 * Reads how far a load says it is.
 *
 * @param bytes that it has passed on
 */
public record GaugeProbe(LongSupplier bytes) implements Probe {
  @Override
  public List<Channel> channels() {
    return List.of(Channel.of(Quantity.DELIVERED_BYTES));
  }

  @Override
  public void read(long[] into, int at) {
    into[at] = bytes.getAsLong();
  }

  @Override
  public void close() {}
}
