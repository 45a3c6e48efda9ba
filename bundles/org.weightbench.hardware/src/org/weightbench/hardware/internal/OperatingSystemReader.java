package org.weightbench.hardware.internal;

import java.util.List;
import java.util.Optional;
import org.weightbench.hardware.OperatingSystem;
import org.weightbench.hardware.Reading;

/** Reads the kernel's and the distribution's names and the traces of virtualization. */
public final class OperatingSystemReader {

  private static final String DMI = "/sys/class/dmi/id/";
  private static final String CLOCKS =
      "/sys/devices/system/clocksource/clocksource0/available_clocksource";

  private static final String RINGS = "/proc/sys/kernel/io_uring_disabled";
  private static final String EVENTS = "/proc/sys/kernel/perf_event_paranoid";

  private final Tree tree;
  private final Oshi oshi;

  public OperatingSystemReader(Tree tree, Oshi oshi) {
    this.tree = tree;
    this.oshi = oshi;
  }

  /** Reads everything. */
  public OperatingSystem read() {
    return new OperatingSystem(
        distribution().or(oshi::operatingSystem),
        tree.word("/proc/sys/kernel/osrelease").or(oshi::kernel),
        tree.word("/proc/sys/kernel/version"),
        product().or(oshi::product),
        hypervisor(),
        container(),
        tree.number(RINGS).map(OperatingSystemReader::rings),
        tree.number(EVENTS).map(OperatingSystemReader::events));
  }

  /** Documentation/admin-guide/sysctl/kernel.rst. */
  private static String rings(long disabled) {
    return switch ((int) disabled) {
      case 0 -> "allowed to everybody (0)";
      case 1 -> "allowed to root and to kernel.io_uring_group (1)";
      default -> "allowed to nobody (" + disabled + ")";
    };
  }

  /** Documentation/admin-guide/sysctl/kernel.rst; from 3 on by distributions' patches. */
  private static String events(long paranoid) {
    if (paranoid < 0) {
      return "everything for everybody (" + paranoid + ")";
    }
    return switch ((int) paranoid) {
      case 0 -> "all but raw tracepoints for everybody (0)";
      case 1 -> "own processes, kernel included (1)";
      case 2 -> "own processes without the kernel (2)";
      default -> "nothing without privileges (" + paranoid + ")";
    };
  }

  private Reading<String> distribution() {
    String path = "/etc/os-release";
    return tree.text(path)
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                    .findFirst()
                    .map(Reading::known)
                    .orElseGet(() -> Reading.unknown(path + " has no PRETTY_NAME")));
  }

  private Reading<String> product() {
    return tree.word(DMI + "sys_vendor")
        .flatMap(vendor -> tree.word(DMI + "product_name").map(product -> vendor + " " + product))
        .or(() -> tree.word("/proc/device-tree/model"));
  }

  private record Trace(String text, String hypervisor) {}

  /** How hypervisors call their clocks. */
  private static final List<Trace> CLOCK_NAMES =
      List.of(
          new Trace("kvm-clock", "KVM"),
          new Trace("hyperv", "Hyper-V"),
          new Trace("xen", "Xen"),
          new Trace("vmware", "VMware"));

  /** How hypervisors and clouds call the computers that they pretend to be. */
  private static final List<Trace> PRODUCT_NAMES =
      List.of(
          new Trace("Amazon EC2", "Amazon EC2"),
          new Trace("Google Compute Engine", "Google Compute Engine"),
          new Trace("Microsoft Corporation Virtual Machine", "Hyper-V"),
          new Trace("QEMU", "QEMU"),
          new Trace("KVM", "KVM"),
          new Trace("VMware", "VMware"),
          new Trace("VirtualBox", "VirtualBox"),
          new Trace("Xen", "Xen"),
          new Trace("OpenStack", "OpenStack"),
          new Trace("Parallels", "Parallels"),
          new Trace("Apple Virtualization", "Apple Virtualization"));

  /**
   * An x86 processor says whether there is a hypervisor; Arm has no such flag, and there a cloud's
   * product name may also be that of its bare-metal machines.
   */
  private Reading<String> hypervisor() {
    Reading<String> flags = KeyedLines.read(tree, "/proc/cpuinfo").first("flags");
    boolean flagged =
        flags.map(text -> List.of(text.split("\\s+"))).orElse(List.of()).contains("hypervisor");
    if (flags.find().isPresent() && !flagged) {
      return Reading.none("the processor reports no hypervisor");
    }
    return tree.word("/sys/hypervisor/type")
        .map(type -> type + " (by /sys/hypervisor/type)")
        .or(() -> find(CLOCK_NAMES, tree.word(CLOCKS), "clock source"))
        .or(() -> find(PRODUCT_NAMES, product(), "product name"))
        .or(
            () ->
                flagged
                    ? Reading.known("of unknown kind (by the processor's flag)")
                    : Reading.unknown("the processor has no flag for it"));
  }

  private static Reading<String> find(List<Trace> traces, Reading<String> where, String what) {
    return where.flatMap(
        text ->
            traces.stream()
                .filter(trace -> text.contains(trace.text()))
                .findFirst()
                .map(trace -> Reading.known(trace.hypervisor() + " (by the " + what + ")"))
                .orElseGet(() -> Reading.unknown("the " + what + " is " + text)));
  }

  private Reading<String> container() {
    if (tree.exists("/.dockerenv")) {
      return Reading.known("Docker (by /.dockerenv)");
    }
    if (tree.exists("/run/.containerenv")) {
      return Reading.known("Podman (by /run/.containerenv)");
    }
    Optional<String> named = tree.word("/run/systemd/container").find();
    if (named.isPresent()) {
      return Reading.known(named.get() + " (by /run/systemd/container)");
    }
    return tree.text("/proc/self/cgroup")
        .flatMap(
            groups ->
                List.of("kubepods", "docker", "containerd", "lxc").stream()
                    .filter(groups::contains)
                    .findFirst()
                    .map(name -> Reading.known(name + " (by the name of the control group)"))
                    .orElseGet(() -> Reading.none("no trace of one was found")));
  }
}
