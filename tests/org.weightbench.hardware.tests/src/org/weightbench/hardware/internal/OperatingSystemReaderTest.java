package org.weightbench.hardware.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.hardware.OperatingSystem;
import org.weightbench.hardware.Reading;

class OperatingSystemReaderTest {

  private static final String X86 = "model name\t: some\nflags\t\t: fpu sse2 ";

  @TempDir Path folder;
  private RecordedTree tree;

  @BeforeEach
  void startWithNothing() {
    tree = new RecordedTree(folder);
  }

  @Test
  void theNamesOfDistributionKernelAndComputerAreRead() {
    tree.file("/etc/os-release", "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
        .file("/proc/sys/kernel/osrelease", "6.1.0-28-amd64\n")
        .file("/proc/sys/kernel/version", "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1\n")
        .file("/sys/class/dmi/id/sys_vendor", "Supermicro\n")
        .file("/sys/class/dmi/id/product_name", "AS-4125GS\n");

    OperatingSystem system = read();

    assertEquals(Reading.known("Debian GNU/Linux 12 (bookworm)"), system.name());
    assertEquals(Reading.known("6.1.0-28-amd64"), system.kernel());
    assertEquals(Reading.known("#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1"), system.kernelBuild());
    assertEquals(Reading.known("Supermicro AS-4125GS"), system.product());
  }

  @Test
  void whatTheKernelAllowsIsSaidInWords() {
    tree.file("/proc/sys/kernel/io_uring_disabled", "1\n")
        .file("/proc/sys/kernel/perf_event_paranoid", "2\n");

    assertEquals(
        Reading.known("allowed to root and to kernel.io_uring_group (1)"), read().ioUring());
    assertEquals(Reading.known("own processes without the kernel (2)"), read().perfEvents());
  }

  @Test
  void anX86ProcessorWithoutTheFlagRunsUnderNoHypervisorWhateverTheFirmwareSays() {
    tree.file("/proc/cpuinfo", X86 + "avx2\n")
        .file("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n")
        .file("/sys/class/dmi/id/product_name", "i4i.metal\n");

    assertEquals(Reading.none("the processor reports no hypervisor"), read().hypervisor());
  }

  @Test
  void theClockTellsWhichHypervisorItIs() {
    tree.file("/proc/cpuinfo", X86 + "hypervisor avx2\n")
        .file(
            "/sys/devices/system/clocksource/clocksource0/available_clocksource",
            "tsc hyperv_clocksource_tsc_page acpi_pm\n");

    assertEquals(Reading.known("Hyper-V (by the clock source)"), read().hypervisor());
  }

  @Test
  void aHypervisorThatShowsNothingButTheFlagIsOfUnknownKind() {
    tree.file("/proc/cpuinfo", X86 + "hypervisor avx2\n");

    assertEquals(Reading.known("of unknown kind (by the processor's flag)"), read().hypervisor());
  }

  @Test
  void anArmMachineWithoutTracesOfOneIsNotSaidToBeBare() {
    tree.file("/proc/cpuinfo", "Features\t: fp asimd\n");

    assertEquals(Reading.State.UNKNOWN, read().hypervisor().state());
  }

  @Test
  void aContainerIsKnownByItsTraces() {
    tree.file("/proc/self/cgroup", "0::/\n");
    assertEquals(Reading.none("no trace of one was found"), read().container());

    tree.file("/proc/self/cgroup", "0::/kubepods.slice/kubepods-pod1.slice/cri-1.scope\n");
    assertEquals(Reading.known("kubepods (by the name of the control group)"), read().container());

    tree.file("/run/systemd/container", "lxc\n");
    assertEquals(Reading.known("lxc (by /run/systemd/container)"), read().container());
  }

  private OperatingSystem read() {
    return new OperatingSystemReader(tree.tree(), Oshi.notAsked()).read();
  }
}
