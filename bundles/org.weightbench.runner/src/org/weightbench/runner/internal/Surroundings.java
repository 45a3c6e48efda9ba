package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Quantities;
import org.weightbench.load.Placement;
import org.weightbench.os.Capability;
import org.weightbench.os.ControlGroup;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.GroupLimits;
import org.weightbench.os.MemoryScope;
import org.weightbench.os.NativeMemory;
import org.weightbench.os.NumaPolicy;
import org.weightbench.os.PageKind;
import org.weightbench.os.SystemJournal;
import org.weightbench.os.UnavailableException;

/**
 * What one sample changes on the system: the read-ahead of the model's devices and a control group
 * for its process, or where this user may not make one a scope of systemd. All of it is journaled,
 * but for the scope, which ends with its process, and undone when this is closed. Used by one
 * thread.
 */
final class Surroundings implements AutoCloseable {
  private final Optional<SystemJournal> journal;
  private final Optional<ControlGroup> group;
  private final Optional<MemoryScope> scope;
  private final OptionalLong memoryLimitBytes;

  private Surroundings(
      Optional<SystemJournal> journal,
      Optional<ControlGroup> group,
      Optional<MemoryScope> scope,
      OptionalLong memoryLimitBytes) {
    this.journal = journal;
    this.group = group;
    this.scope = scope;
    this.memoryLimitBytes = memoryLimitBytes;
  }

  /** Why this system cannot make what cells need; each need is tried once. */
  static final class Obstacles {
    private final List<Path> shards;
    private final long fileBytes;
    private final Map<Object, Optional<String>> known = new HashMap<>();

    /**
     * Starts to ask.
     *
     * @param shards the model's files
     * @param fileBytes bytes of all of them
     */
    Obstacles(List<Path> shards, long fileBytes) {
      this.shards = List.copyOf(shards);
      this.fileBytes = fileBytes;
    }

    /** Returns the obstacle for a cell as a sentence; empty when there is none. */
    Optional<String> of(Cell cell) {
      OptionalLong limit = memoryLimit(cell, fileBytes);
      List<Optional<String>> obstacles = new ArrayList<>();
      if (cell.value(Axes.READ_AHEAD).isPresent()) {
        obstacles.add(known.computeIfAbsent(Axes.READ_AHEAD, _ -> readAhead()));
      }
      if (limit.isPresent()) {
        obstacles.add(known.computeIfAbsent(limit, _ -> memory(limit.getAsLong())));
      }
      if (cell.value(Axes.PLACEMENT) != Placement.SYSTEM) {
        obstacles.add(known.computeIfAbsent(Axes.PLACEMENT, _ -> missing(NumaPolicy.capability())));
      }
      switch (cell.value(Axes.PAGES)) {
        case HUGE, HUGE_TOUCHED ->
            obstacles.add(
                known.computeIfAbsent(
                    Axes.PAGES, _ -> missing(NativeMemory.capability(PageKind.HUGE))));
        case AUTO, NORMAL, TOUCHED -> {}
      }
      return obstacles.stream().flatMap(Optional::stream).findFirst();
    }

    private Optional<String> readAhead() {
      return shards.stream()
          .map(DeviceReadAhead::capability)
          .filter(capability -> !capability.available())
          .map(Obstacles::sentence)
          .findFirst();
    }

    private static Optional<String> memory(long bytes) {
      Capability group =
          ControlGroup.capability(
              GroupLimits.NONE.withMemory(bytes), SystemJournal.standardFolder());
      if (group.available()) {
        return Optional.empty();
      }
      try {
        MemoryScope.find();
        return Optional.empty();
      } catch (UnavailableException noScope) {
        return Optional.of(sentence(group) + "; " + sentence(noScope.capability()));
      }
    }

    private static Optional<String> missing(Capability capability) {
      return capability.available() ? Optional.empty() : Optional.of(sentence(capability));
    }

    private static String sentence(Capability capability) {
      return capability.name() + " is not possible here: " + capability.reason();
    }
  }

  private static OptionalLong memoryLimit(Cell cell, long fileBytes) {
    return cell.value(Axes.CACHE) == CacheState.PRESSURE
        ? OptionalLong.of(Math.max(1, Math.round(fileBytes * cell.value(Axes.MEMORY))))
        : OptionalLong.empty();
  }

  /**
   * Makes what a cell needs; for most that is nothing.
   *
   * @param shards the model's files
   * @param fileBytes bytes of all of them
   * @throws IOException when the system refuses; nothing is changed then
   */
  static Surroundings make(Cell cell, List<Path> shards, long fileBytes) throws IOException {
    OptionalLong readAhead = cell.value(Axes.READ_AHEAD);
    OptionalLong limit = memoryLimit(cell, fileBytes);
    if (readAhead.isEmpty() && limit.isEmpty()) {
      return new Surroundings(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
    SystemJournal journal = SystemJournal.open(SystemJournal.standardFolder());
    try {
      if (readAhead.isPresent()) {
        for (Path shard : shards) {
          Optional<DeviceReadAhead> now = DeviceReadAhead.of(shard);
          if (now.isPresent()) {
            now.get().set(readAhead.getAsLong(), journal);
          }
        }
      }
      return limit.isPresent()
          ? limited(journal, limit)
          : new Surroundings(Optional.of(journal), Optional.empty(), Optional.empty(), limit);
    } catch (IOException | RuntimeException e) {
      try {
        journal.close();
      } catch (IOException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }

  private static Surroundings limited(SystemJournal journal, OptionalLong limit)
      throws IOException {
    try {
      ControlGroup group =
          ControlGroup.create(GroupLimits.NONE.withMemory(limit.getAsLong()), journal);
      return new Surroundings(Optional.of(journal), Optional.of(group), Optional.empty(), limit);
    } catch (UnavailableException noGroup) {
      try {
        return new Surroundings(
            Optional.of(journal), Optional.empty(), Optional.of(MemoryScope.find()), limit);
      } catch (UnavailableException noScope) {
        noGroup.addSuppressed(noScope);
        throw noGroup;
      }
    }
  }

  /** Returns the folders of the control group that the load enters; none when it stays outside. */
  List<String> groupFolders() {
    return group.stream().flatMap(made -> made.folders().stream()).map(Path::toString).toList();
  }

  /**
   * Returns the command that runs another one in the control group or scope, where there is one.
   */
  List<String> command(List<String> inner) {
    return group
        .map(made -> made.command(inner))
        .orElseGet(() -> scoped(inner).orElseGet(() -> new ArrayList<>(inner)));
  }

  /** Returns the command that runs another one in a scope; empty when there is none. */
  Optional<List<String>> scoped(List<String> inner) {
    return scope.map(found -> found.command(memoryLimitBytes.orElseThrow(), inner));
  }

  /** Returns the memory that the load may use; empty when nothing limits it. */
  OptionalLong memoryLimitBytes() {
    return memoryLimitBytes;
  }

  /** Returns why a process of the group was killed, where the kernel did it for lack of memory. */
  Optional<String> outOfMemory() throws IOException {
    if (group.isEmpty() || group.get().outOfMemoryKills() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the kernel killed it, since it needed more than the "
            + Quantities.bytes(memoryLimitBytes.orElse(0))
            + " of memory that cache pressure allows; a mapping can do with less");
  }

  @Override
  public void close() throws IOException {
    if (journal.isPresent()) {
      journal.get().close();
    }
  }
}
