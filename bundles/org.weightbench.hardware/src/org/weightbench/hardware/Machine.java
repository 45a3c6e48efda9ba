package org.weightbench.hardware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.weightbench.os.Capability;

/**
 * What a machine is, as far as loading models depends on it. {@link MachineInventory} reads it;
 * Jackson's plain {@code ObjectMapper} writes it and reads it back as an equal value.
 *
 * @param processor processors, caches, vector extensions, frequencies
 * @param memory main memory, pages, swap
 * @param operatingSystem kernel, virtualization, container
 * @param limits what control groups and affinity leave to this process
 * @param software versions of Weightbench and Java
 * @param storage one entry for each model path, in the order asked for
 * @param capabilities the operating-system calls that Weightbench can and cannot use here
 */
public record Machine(
    @Titled("Processor") Processor processor,
    @Titled("Memory") Memory memory,
    @Titled("Operating system") OperatingSystem operatingSystem,
    @Titled("Limits") Limits limits,
    @Titled("Software") Software software,
    @Titled("Storage") List<Storage> storage,
    @Titled("Capabilities") List<Capability> capabilities) {

  public Machine {
    storage = List.copyOf(storage);
    capabilities = List.copyOf(capabilities);
  }

  /** Everything as titled tables of text, for people. */
  public List<Section> sections() {
    Map<String, List<Section.Row>> rows = new LinkedHashMap<>();
    for (Field field : Field.of(this)) {
      rows.computeIfAbsent(field.section(), _ -> new ArrayList<>())
          .add(new Section.Row(field.title(), field.text()));
    }
    return rows.entrySet().stream()
        .map(section -> new Section(section.getKey(), section.getValue()))
        .toList();
  }

  /**
   * The fields in which two machines, or one machine at two times, differ. Values that change from
   * moment to moment (free space, available memory, current frequency) are not compared, and two
   * unknown values are no difference, whatever their reasons. Models and block devices are compared
   * in their order, capabilities by their names.
   */
  public static List<Difference> differences(Machine first, Machine second) {
    Map<String, Field> firstFields = byPath(first);
    Map<String, Field> secondFields = byPath(second);
    Set<String> paths = new LinkedHashSet<>(firstFields.keySet());
    paths.addAll(secondFields.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String path : paths) {
      @Nullable Field a = firstFields.get(path);
      @Nullable Field b = secondFields.get(path);
      Field present = Objects.requireNonNull(a == null ? b : a);
      if (!present.momentary() && (a == null || b == null || !a.same(b))) {
        differences.add(
            new Difference(
                path,
                present.section() + " / " + present.title(),
                a == null ? "absent" : a.text(),
                b == null ? "absent" : b.text()));
      }
    }
    return differences;
  }

  private static Map<String, Field> byPath(Machine machine) {
    Map<String, Field> fields = new LinkedHashMap<>();
    Field.of(machine).forEach(field -> fields.put(field.path(), field));
    return fields;
  }
}
