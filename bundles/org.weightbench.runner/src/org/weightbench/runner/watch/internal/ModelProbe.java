package org.weightbench.runner.watch.internal;

import java.io.IOException;
import java.util.List;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.TimelineSink;
import org.weightbench.os.ResidencyProbe;

/**
 * Reads the model's residency, and passes turns over when that takes so long that it would cost
 * more than its share of a processor.
 */
public final class ModelProbe implements Probe {
  private static final long MILLION = 1_000_000;
  private static final long PAUSE_FOR_COST = 300;

  private final ResidencyProbe residency;
  private long nextNanos = System.nanoTime();

  /** Takes over a probe. */
  public ModelProbe(ResidencyProbe residency) {
    this.residency = residency;
  }

  @Override
  public List<Channel> channels() {
    return List.of(Channel.of(Quantity.RESIDENT_SHARE));
  }

  @Override
  public void read(long[] into, int at) throws IOException {
    long start = System.nanoTime();
    if (start - nextNanos < 0) {
      into[at] = TimelineSink.NO_VALUE;
      return;
    }
    into[at] = Math.round(residency.share() * MILLION);
    long end = System.nanoTime();
    nextNanos = end + PAUSE_FOR_COST * (end - start);
  }

  @Override
  public void close() throws IOException {
    residency.close();
  }
}
