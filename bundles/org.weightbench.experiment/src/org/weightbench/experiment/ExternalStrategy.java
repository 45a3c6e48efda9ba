package org.weightbench.experiment;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.weightbench.load.ChunkSource;
import org.weightbench.load.Deliver;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capability;

/**
 * Loading by somebody else's program, which the runner starts: see {@link Axes#COMMAND}. What it
 * delivers is what it is said to deliver; nothing of it can be verified.
 */
final class ExternalStrategy implements Strategy {

  @Override
  public String name() {
    return "external";
  }

  @Override
  public String summary() {
    return "Any other program, from its start until it is ready.";
  }

  @Override
  public Set<Deliver> delivers() {
    return EnumSet.allOf(Deliver.class);
  }

  @Override
  public Capability availability(Path modelFile) {
    return Capability.available("starting other programs");
  }

  @Override
  public long alignmentBytes(Path modelFile) {
    return 1;
  }

  @Override
  public ChunkSource open(LoadPlan plan) {
    throw new UnsupportedOperationException("a program of its own loads, not this library");
  }
}
