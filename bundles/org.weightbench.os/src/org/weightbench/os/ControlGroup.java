package org.weightbench.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.weightbench.os.internal.Controller;
import org.weightbench.os.internal.Controller.Setting;
import org.weightbench.os.internal.GroupTree;
import org.weightbench.os.internal.GroupTree.Hierarchy;
import org.weightbench.os.internal.KernelFile;
import org.weightbench.os.internal.Platform;

/**
 * A control group with limits, below the group of this process or, in version 2, below the nearest
 * group above it that may hand the controllers on. Limits that already hold therefore go on
 * holding. Memory that a process used before it joined stays with its old group. Making and
 * removing are journaled. All methods may run on any thread.
 */
public final class ControlGroup implements AutoCloseable {
  private static final String NAME = "a control group with limits";
  private static final String AVAILABLE = "cgroup.controllers";
  private static final String HANDED_ON = SystemChange.Controllers.FILE;
  private static final String PROCESSES = "cgroup.procs";
  private static final int CANNOT_EXECUTE = 126;
  private static final List<String> JOIN_AND_BECOME =
      List.of(
          "/bin/sh",
          "-c",
          ("n=$1; shift; while [ $n -gt 0 ]; do echo $$ > \"$1/%s\" || exit %d; shift; n=$((n-1));"
                  + " done; exec \"$@\"")
              .formatted(PROCESSES, CANNOT_EXECUTE),
          "weightbench");

  private final SystemJournal journal;
  private final List<SystemChange> changes;
  private final List<Path> folders;

  private ControlGroup(SystemJournal journal, List<SystemChange> changes, List<Path> folders) {
    this.journal = journal;
    this.changes = changes;
    this.folders = folders;
  }

  /** A group to be made in one hierarchy, and what to write into it. */
  private record Place(Hierarchy hierarchy, Path above, List<String> toEnable) {}

  /**
   * Whether a group with such limits can be made, found out by making one and removing it.
   *
   * @param journals the folder for the journal of the attempt
   */
  public static Capability capability(GroupLimits limits, Path journals) {
    if (Platform.current() == Platform.OTHER) {
      return Capability.unavailable(NAME, Platform.otherReason());
    }
    try (SystemJournal journal = SystemJournal.open(journals);
        ControlGroup _ = create(limits, journal)) {
      return Capability.available(NAME);
    } catch (UnavailableException unavailable) {
      return unavailable.capability();
    } catch (IOException failure) {
      return Capability.unavailable(NAME, failure.getMessage());
    }
  }

  /**
   * Makes a group.
   *
   * @param limits one or more
   * @param journal takes the changes before they are made
   * @throws UnavailableException when this system or user has no groups with these limits
   * @throws IOException when the system refuses; nothing is left then
   */
  public static ControlGroup create(GroupLimits limits, SystemJournal journal) throws IOException {
    return create(limits, journal, GroupTree.system());
  }

  static ControlGroup create(GroupLimits limits, SystemJournal journal, GroupTree tree)
      throws IOException {
    Map<Place, List<Controller>> places = places(limits, tree);
    String name =
        "weightbench-%d-%s"
            .formatted(
                ProcessHandle.current().pid(),
                Long.toString(System.nanoTime(), Character.MAX_RADIX));
    List<SystemChange> changes = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    ControlGroup group = new ControlGroup(journal, changes, folders);
    try {
      for (Map.Entry<Place, List<Controller>> entry : places.entrySet()) {
        Place place = entry.getKey();
        if (!place.toEnable().isEmpty()) {
          changes.add(journal.enable(place.above(), place.toEnable()));
        }
        Path folder = place.above().resolve(name);
        changes.add(journal.makeGroup(folder, place.hierarchy().own()));
        folders.add(folder);
        for (Controller controller : entry.getValue()) {
          write(folder, controller.settings(limits, place.hierarchy().version()));
        }
      }
      return group;
    } catch (IOException | RuntimeException refused) {
      try {
        group.close();
      } catch (IOException also) {
        refused.addSuppressed(also);
      }
      throw refused;
    }
  }

  private static void write(Path folder, List<Setting> settings) throws IOException {
    for (Setting setting : settings) {
      Path file = folder.resolve(setting.file());
      if (setting.needed() || Files.exists(file)) {
        KernelFile.write(file, setting.value());
      }
    }
  }

  private static Map<Place, List<Controller>> places(GroupLimits limits, GroupTree tree)
      throws IOException {
    Map<Place, List<Controller>> places = new LinkedHashMap<>();
    List<Controller> second = new ArrayList<>();
    for (Controller controller : Controller.values()) {
      if (controller.settings(limits, 2).isEmpty()) {
        continue;
      }
      Optional<Hierarchy> first = tree.first("self", controller.label(1));
      if (first.isPresent()) {
        Place place = new Place(first.get(), first.get().own(), List.of());
        places.computeIfAbsent(place, _ -> new ArrayList<>()).add(controller);
      } else {
        second.add(controller);
      }
    }
    if (!second.isEmpty()) {
      places.put(placeOfVersionTwo(second, tree), second);
    }
    if (places.isEmpty()) {
      throw new IllegalArgumentException("a control group needs a limit");
    }
    return places;
  }

  private static Place placeOfVersionTwo(List<Controller> controllers, GroupTree tree)
      throws IOException {
    List<String> needed = controllers.stream().map(controller -> controller.label(2)).toList();
    Hierarchy hierarchy =
        tree.second("self")
            .orElseThrow(
                () ->
                    unavailable(
                        "no mounted control groups have the controller %s, or this process's group"
                                .formatted(String.join(", ", needed))
                            + " is not visible from within its container"));
    String nearest = "";
    for (Path folder : hierarchy.upwards()) {
      String obstacle = obstacle(hierarchy, folder, needed);
      if (obstacle.isEmpty()) {
        List<String> enabled = words(folder.resolve(HANDED_ON));
        return new Place(
            hierarchy, folder, needed.stream().filter(name -> !enabled.contains(name)).toList());
      }
      nearest = nearest.isEmpty() ? obstacle : nearest;
    }
    throw unavailable(
        nearest
            + ", and no group above it serves either (root, or a group of one's own, is needed;"
            + " where systemd runs, 'systemd-run --user --scope weightbench …' starts it in one)");
  }

  /** Why a group cannot be made below another, or an empty text. */
  private static String obstacle(Hierarchy hierarchy, Path folder, List<String> needed)
      throws IOException {
    if (!new HashSet<>(words(folder.resolve(AVAILABLE))).containsAll(needed)) {
      return "control group %s was not given the controllers %s"
          .formatted(folder, String.join(", ", needed));
    }
    if (!Files.isWritable(folder) || !Files.isWritable(folder.resolve(PROCESSES))) {
      return "control group %s belongs to another user".formatted(folder);
    }
    boolean handedOn = new HashSet<>(words(folder.resolve(HANDED_ON))).containsAll(needed);
    boolean root = folder.equals(hierarchy.mount()) && !Files.exists(folder.resolve("cgroup.type"));
    if (!handedOn && !root && !words(folder.resolve(PROCESSES)).isEmpty()) {
      return "control group %s has processes of its own and so hands no controllers on"
          .formatted(folder);
    }
    return "";
  }

  private static List<String> words(Path file) throws IOException {
    return Files.exists(file)
        ? Arrays.stream(KernelFile.text(file).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList()
        : List.of();
  }

  private static UnavailableException unavailable(String reason) {
    return new UnavailableException(Capability.unavailable(NAME, reason));
  }

  /** The group's folders: one for each hierarchy. */
  public List<Path> folders() {
    return List.copyOf(folders);
  }

  /** Moves a process into the group; what it starts from then on is in it too. */
  public void add(long process) throws IOException {
    for (Path folder : folders) {
      KernelFile.join(folder, process);
    }
  }

  /** Moves the calling process into a group that another process made, by its folders. */
  public static void enter(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      KernelFile.join(folder, 0);
    }
  }

  /** The command that joins the group and then becomes {@code command}. */
  public List<String> command(List<String> command) {
    List<String> joined = new ArrayList<>(JOIN_AND_BECOME);
    joined.add(Integer.toString(folders.size()));
    folders.forEach(folder -> joined.add(folder.toString()));
    joined.addAll(command);
    return joined;
  }

  /** The memory that the group uses now, with page cache; empty without a memory limit. */
  public OptionalLong memoryBytes() throws IOException {
    return number("memory.usage_in_bytes", "memory.current");
  }

  /** The most memory that the group has used; empty without a memory limit or before Linux 5.19. */
  public OptionalLong peakMemoryBytes() throws IOException {
    return number("memory.max_usage_in_bytes", "memory.peak");
  }

  /** How often the kernel killed a process of the group for lack of memory. */
  public long outOfMemoryKills() throws IOException {
    for (String name : List.of("memory.oom_control", "memory.events")) {
      for (Path folder : folders) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          for (String line : Files.readAllLines(file)) {
            if (line.startsWith("oom_kill ")) {
              return Long.parseLong(line.substring(line.indexOf(' ') + 1).trim());
            }
          }
        }
      }
    }
    return 0;
  }

  /** The stalls of the group's processes; empty in version 1, which does not count them. */
  public Optional<Pressure> pressure(Pressure.Resource resource) throws IOException {
    for (Path folder : folders) {
      Path file = folder.resolve(resource.groupFile());
      if (Files.exists(file)) {
        return Optional.of(Pressure.ofGroup(file));
      }
    }
    return Optional.empty();
  }

  private OptionalLong number(String... names) throws IOException {
    for (String name : names) {
      for (Path folder : folders) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          return OptionalLong.of(Long.parseLong(KernelFile.text(file)));
        }
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Moves the processes that are left back to the group that this process had, and removes the
   * group; doing it again changes nothing.
   */
  @Override
  public void close() throws IOException {
    for (SystemChange change : changes.reversed()) {
      journal.undo(change);
    }
  }
}
