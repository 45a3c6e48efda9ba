package org.weightbench.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.internal.Oshi;
import org.weightbench.hardware.internal.RecordedTree;
import org.weightbench.os.BlockDevice;
import org.weightbench.os.Capability;

class MachineInventoryTest {

  private static final String DISK = "/sys/devices/pci0000:00/ata1/host0/block/sda";

  @TempDir Path folder;

  @Test
  void aMachineReadsBackFromJsonAsItWas() throws IOException {
    Machine machine = MachineInventory.read(List.of(folder, folder.resolve("missing.gguf")));
    ObjectMapper json = new ObjectMapper();

    assertEquals(machine, json.readValue(json.writeValueAsString(machine), Machine.class));
  }

  @Test
  void aMachineWithEveryKindOfFieldReadsBackFromJsonAsItWas() throws IOException {
    Machine machine = recorded(folder.resolve("a"), 60, 512);
    ObjectMapper json = new ObjectMapper();

    assertEquals(machine, json.readValue(json.writeValueAsString(machine), Machine.class));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theInventorySaysWhatTheSystemsOwnToolsSay() throws Exception {
    Machine machine = MachineInventory.read(List.of(folder));

    assertEquals(
        output("cat", "/proc/sys/vm/swappiness"),
        machine.memory().swappiness().map(String::valueOf).orElse("unknown"));
    assertEquals(
        output("getconf", "PAGESIZE"),
        machine.memory().pageBytes().map(String::valueOf).orElse("unknown"));
    assertEquals(
        output("getconf", "_NPROCESSORS_ONLN"),
        machine.processor().logicalCores().map(String::valueOf).orElse("unknown"));
    assertEquals(output("uname", "-r"), machine.operatingSystem().kernel().orElse("unknown"));
    Storage storage = machine.storage().getFirst();
    assertEquals(
        output("stat", "-c", "%m", folder.toRealPath().toString()),
        storage.mountPoint().orElse("unknown"));
    assertEquals(
        output("df", "--output=fstype", folder.toString()).lines().skip(1).findFirst().orElse(""),
        storage.fileSystem().orElse("unknown"));
  }

  @Test
  void readingATreeWithoutAnyFileKnowsNothingAndSaysWhy() {
    Machine machine =
        MachineInventory.read(
            folder, Oshi.notAsked(), _ -> Reading.unknown("no devices here"), List.of());

    assertEquals(Reading.State.UNKNOWN, machine.processor().model().state());
    assertEquals(
        "/proc/meminfo does not exist; OSHI was not asked, for the files are of another machine",
        machine.memory().totalBytes().reason());
    for (Section section : machine.sections()) {
      for (Section.Row row : section.rows()) {
        assertNotEquals("", row.value(), section.title() + " / " + row.title());
      }
    }
  }

  @Test
  void sectionsShowValuesWithTheirUnits() {
    Machine machine = recorded(folder.resolve("a"), 60, 512);
    List<Section> sections = machine.sections();

    assertEquals(
        List.of(
            "Processor",
            "Memory",
            "Operating system",
            "Limits",
            "Software",
            "Storage: " + folder,
            "Capabilities"),
        sections.stream().map(Section::title).toList());
    assertEquals("16 GiB", value(sections, "Memory", "Total"));
    assertEquals("60", value(sections, "Memory", "Swappiness"));
    assertEquals(
        "0: 8 GiB (CPUs 0-1), 1: 8 GiB (no CPUs)", value(sections, "Memory", "NUMA nodes"));
    assertEquals("512 KiB", value(sections, "Storage: " + folder, "sda: Read-ahead"));
    assertEquals("yes", value(sections, "Storage: " + folder, "sda: Rotational"));
    assertEquals(
        "unknown (/proc/self/cgroup does not exist)",
        value(sections, "Operating system", "Container"));
  }

  @Test
  void aMachineOfAnOlderVersionLacksFieldsAndSaysSo() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode older = json.valueToTree(recorded(folder.resolve("a"), 60, 512));
    ((ObjectNode) older.get("memory")).remove("channels");

    Machine machine = json.treeToValue(older, Machine.class);

    assertEquals(
        "unknown (it was recorded by an older version)",
        value(machine.sections(), "Memory", "Channels in use"));
  }

  @Test
  void aMachineDoesNotDifferFromItself() {
    Machine machine = recorded(folder.resolve("a"), 60, 512);

    assertEquals(List.of(), Machine.differences(machine, machine));
  }

  @Test
  void twoMachinesDifferInNamedFieldsWithTheTextOfBoth() {
    Machine first = recorded(folder.resolve("a"), 60, 512);
    Machine second = recorded(folder.resolve("b"), 10, 8192);

    assertEquals(
        List.of(
            new Difference("memory.swappiness", "Memory / Swappiness", "60", "10"),
            new Difference(
                "storage[0].devices[0].readAheadKib",
                "Storage: " + folder + " / sda: Read-ahead",
                "512 KiB",
                "8 MiB")),
        Machine.differences(first, second));
  }

  @Test
  void whatChangesFromMomentToMomentIsNoDifference() {
    Path root = folder.resolve("a");
    Machine before = recorded(root, 60, 512);
    new RecordedTree(root).file("/proc/meminfo", "MemTotal: 16777216 kB\nMemAvailable: 1024 kB\n");
    Machine after = read(root);

    assertNotEquals(before.memory().availableBytes(), after.memory().availableBytes());
    assertEquals(List.of(), Machine.differences(before, after));
  }

  @Test
  void aFieldThatOnlyOneMachineHasIsAbsentInTheOther() {
    Machine machine = recorded(folder.resolve("a"), 60, 512);
    Machine other =
        new Machine(
            machine.processor(),
            machine.memory(),
            machine.operatingSystem(),
            machine.limits(),
            machine.software(),
            machine.storage(),
            Stream.concat(
                    machine.capabilities().stream(),
                    Stream.of(Capability.unavailable("teleport", "physics forbids it")))
                .toList());

    assertEquals(
        List.of(
            new Difference(
                "capabilities[teleport]",
                "Capabilities / teleport",
                "absent",
                "not available, because physics forbids it")),
        Machine.differences(machine, other));
  }

  /** Prints the version that a jar of this bundle states. */
  static final class PrintVersion {
    private PrintVersion() {}

    public static void main(String[] arguments) {
      Machine machine = MachineInventory.read(List.of(Path.of(arguments[0])));
      System.out.println(machine.software().weightbench().orElse("unknown"));
    }
  }

  @Test
  void readingPrintsNothingToStandardErrorAndKnowsTheVersionInTheJar() throws Exception {
    Path jar = folder.resolve("hardware.jar");
    Path classes = location(MachineInventory.class);
    if (Files.isDirectory(classes)) {
      Path manifest = Files.writeString(folder.resolve("manifest"), "Bundle-Version: 1.2.3.test\n");
      output(
          Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
          "--create",
          "--file=" + jar,
          "--manifest=" + manifest,
          "-C",
          classes.toString(),
          ".");
    } else {
      Files.copy(classes, jar);
    }
    String version = Files.isDirectory(classes) ? "1.2.3.test" : bundleVersion(jar);
    List<Class<?>> others =
        List.of(
            MachineInventoryTest.class,
            Capability.class,
            oshi.SystemInfo.class,
            oshi.nativefree.SystemInfo.class,
            org.slf4j.Logger.class,
            org.slf4j.nop.NOPServiceProvider.class);
    List<String> path = new ArrayList<>(List.of(jar.toString()));
    for (Class<?> other : others) {
      path.add(location(other).toString());
    }

    assertEquals(
        version,
        output(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            path.stream().collect(Collectors.joining(File.pathSeparator)),
            PrintVersion.class.getName(),
            folder.toString()));
  }

  /** Where a class was loaded from; in a workbench under development that is below its project. */
  private static Path location(Class<?> type) throws URISyntaxException {
    Path path = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path below = path.resolve("target/classes");
    return Files.isDirectory(below) ? below : path;
  }

  private static String bundleVersion(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Bundle-Version");
    }
  }

  /** What a command prints to both its outputs, when it succeeds. */
  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), () -> Arrays.toString(command) + ": " + output);
    return output;
  }

  private static String value(List<Section> sections, String section, String row) {
    return sections.stream()
        .filter(candidate -> candidate.title().equals(section))
        .flatMap(found -> found.rows().stream())
        .filter(candidate -> candidate.title().equals(row))
        .map(Section.Row::value)
        .findFirst()
        .orElse("no row " + section + " / " + row);
  }

  private Machine recorded(Path root, int swappiness, int readAheadKib) {
    RecordedTree tree = new RecordedTree(root);
    String nodes = "/sys/devices/system/node";
    tree.file("/proc/cpuinfo", "model name\t: Some CPU\nflags\t\t: sse2 avx2\n")
        .file("/sys/devices/system/cpu/online", "0-1\n")
        .processor(0, 0, 0, "0")
        .processor(1, 0, 1, "1")
        .cache(0, 0, 1, "Data", "32K", "0")
        .cache(1, 0, 1, "Data", "32K", "1")
        .file("/proc/meminfo", "MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\n")
        .file(nodes + "/node0/meminfo", "Node 0 MemTotal: 8388608 kB\n")
        .file(nodes + "/node0/cpulist", "0-1\n")
        .file(nodes + "/node1/meminfo", "Node 1 MemTotal: 8388608 kB\n")
        .file(nodes + "/node1/cpulist", "\n")
        .file("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "4\n")
        .file("/proc/sys/vm/swappiness", swappiness + "\n")
        .file("/proc/self/mountinfo", "20 1 8:0 / / rw - ext4 /dev/sda rw\n")
        .queue(DISK, 1, "none [mq-deadline]", readAheadKib, 1280, 64);
    return read(root);
  }

  private Machine read(Path root) {
    BlockDevice disk = new RecordedTree(root).device(DISK, 8, 0);
    return MachineInventory.read(root, Oshi.notAsked(), _ -> Reading.known(disk), List.of(folder));
  }
}
