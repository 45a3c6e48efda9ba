package org.weightbench.ui.internal.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.core.runtime.CoreException;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.Quantities;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.ui.internal.Messages;

/**
 * What a sweep would cost.
 *
 * @param settings what was counted
 * @param bytes bytes that one load delivers of each model; empty where they are not known yet
 */
record SweepCost(LaunchSettings settings, List<Long> bytes) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Counts, and writes it as people read it. It may read files: call it in a job. */
  String text() {
    ExperimentPlan plan =
        ExperimentPlan.of(settings.definition("cost", Path.of("cost")), _ -> Optional.empty());
    List<String> lines = new ArrayList<>();
    int cells = plan.cells().size();
    int each = plan.definition().repetitions();
    if (!bytes.isEmpty()) {
      ExperimentPlan.Cost cost = plan.cost(bytes.stream().mapToLong(Long::longValue).sum());
      lines.add(
          Messages.format(
              Messages.sweep_cost,
              cells,
              each,
              cost.samples(),
              Quantities.bytes(cost.logicalBytes()),
              Quantities.bytes(cost.deviceBytes())));
      expectedNanos(cost)
          .ifPresent(
              nanos ->
                  lines.add(Messages.format(Messages.sweep_atLeast, Quantities.duration(nanos))));
    } else {
      lines.add(Messages.format(Messages.sweep_costNoModel, cells, each, plan.runs().size()));
    }
    if (bytes.size() > 1) {
      lines.add(
          Messages.format(Messages.sweep_models, bytes.size(), bytes.size() * plan.runs().size()));
    }
    if (!plan.skipped().isEmpty()) {
      lines.add(
          Messages.format(
              Messages.sweep_skipped, plan.skipped().size(), plan.skipped().getFirst().reason()));
    }
    return String.join("\n", lines);
  }

  /** By the ceilings of the model's file system, where they were measured once. */
  private OptionalDouble expectedNanos(ExperimentPlan.Cost cost) {
    try {
      Path model = Locations.resolve(settings.subject().location());
      Optional<Ceilings> ceilings =
          CeilingStore.ofUser().find(CeilingMeasurement.fileSystem(model));
      Optional<Double> device = rate(ceilings, CeilingKind.SEQUENTIAL_DIRECT);
      Optional<Double> cached = rate(ceilings, CeilingKind.SEQUENTIAL_CACHED);
      return device.isPresent() && cached.isPresent()
          ? OptionalDouble.of(
              NANOS_PER_SECOND
                  * (cost.deviceBytes() / device.get()
                      + (cost.logicalBytes() - cost.deviceBytes()) / cached.get()))
          : OptionalDouble.empty();
    } catch (CoreException | IOException _) {
      return OptionalDouble.empty();
    }
  }

  private static Optional<Double> rate(Optional<Ceilings> ceilings, CeilingKind kind) {
    return ceilings.flatMap(known -> known.best(kind)).map(Ceiling::median).filter(r -> r > 0);
  }
}
