package org.weightbench.ui.internal.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;
import org.weightbench.os.Capabilities;
import org.weightbench.os.Capability;
import org.weightbench.os.ControlGroup;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.GroupLimits;
import org.weightbench.os.SystemJournal;
import org.weightbench.ui.internal.Messages;

/** Finds out what this system and the user's rights allow an experiment to do and to count. */
final class Privileges {
  private static final long TRIED_LIMIT_BYTES = 1L << 30;

  private Privileges() {}

  /**
   * Asks for everything that may be refused, what is refused first. It tries things out: call it in
   * a job.
   *
   * @param subject what is to be run; its first model is asked about where there is one
   */
  static List<Capability> of(Subject subject) {
    List<Capability> all = new ArrayList<>();
    model(subject)
        .ifPresent(
            model -> {
              Strategies.all().forEach(strategy -> all.add(ofStrategy(strategy, model)));
              all.add(named(Messages.environment_readAhead, DeviceReadAhead.capability(model)));
            });
    all.add(
        ControlGroup.capability(
            GroupLimits.NONE.withMemory(TRIED_LIMIT_BYTES), SystemJournal.standardFolder()));
    all.addAll(Capabilities.all());
    all.sort(Comparator.comparing(Capability::available));
    return List.copyOf(all);
  }

  private static Capability ofStrategy(Strategy strategy, Path model) {
    return named(
        Messages.format(Messages.environment_strategy, strategy.name()),
        strategy.availability(model));
  }

  private static Capability named(String name, Capability found) {
    return new Capability(name, found.available(), found.reason());
  }

  private static Optional<Path> model(Subject subject) {
    if (!(subject instanceof Subject.Models) || subject.location().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Locations.resolve(subject.location())).filter(Files::isRegularFile);
    } catch (CoreException _) {
      return Optional.empty();
    }
  }
}
