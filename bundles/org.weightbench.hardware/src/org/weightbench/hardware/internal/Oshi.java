package org.weightbench.hardware.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.weightbench.hardware.Memory.MemoryModule;
import org.weightbench.hardware.Processor.Cache;
import org.weightbench.hardware.Reading;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import oshi.hardware.GlobalMemory;
import oshi.hardware.PhysicalMemory;
import oshi.spi.SystemInfoProvider;

/**
 * What OSHI knows where procfs and sysfs do not say: everything on systems other than Linux, the
 * memory modules and the names of Arm processors on Linux. It is loaded when it is first asked. On
 * Linux its variant without native code serves, which loads quicker.
 */
public final class Oshi {

  private static final String UNKNOWN = "unknown";

  private final Optional<SystemInfoProvider> system;
  private final String whyNot;

  private Oshi(Optional<SystemInfoProvider> system, String whyNot) {
    this.system = system;
    this.whyNot = whyNot;
  }

  /** Asks OSHI about the machine that this runs on. */
  public static Oshi ofThisMachine() {
    try {
      return new Oshi(
          Optional.of(linux() ? new oshi.nativefree.SystemInfo() : new oshi.SystemInfo()), "");
    } catch (RuntimeException | LinkageError e) {
      return new Oshi(Optional.empty(), failure(e));
    }
  }

  /** Knows nothing; for a tree of another machine. */
  public static Oshi notAsked() {
    return new Oshi(Optional.empty(), "OSHI was not asked, for the files are of another machine");
  }

  Reading<String> model() {
    return processor(cpu -> text(cpu.getProcessorIdentifier().getName()));
  }

  Reading<String> vendor() {
    return processor(cpu -> text(cpu.getProcessorIdentifier().getVendor()));
  }

  Reading<Integer> sockets() {
    return processor(cpu -> positive(cpu.getPhysicalPackageCount()));
  }

  Reading<Integer> physicalCores() {
    return processor(cpu -> positive(cpu.getPhysicalProcessorCount()));
  }

  Reading<Integer> logicalCores() {
    return processor(cpu -> positive(cpu.getLogicalProcessorCount()));
  }

  /** One instance of each level and kind: OSHI does not say how many there are. */
  Reading<List<Cache>> caches() {
    return processor(
        cpu ->
            Optional.of(cpu.getProcessorCaches().stream().map(Oshi::cache).toList().reversed())
                .filter(caches -> !caches.isEmpty()));
  }

  /** Not asked on Linux, where OSHI would start {@code lshw}, which can take seconds. */
  Reading<Long> maximumHertz() {
    return linux()
        ? Reading.unknown("no other source is asked on Linux")
        : processor(cpu -> Optional.of(cpu.getMaxFreq()).filter(hertz -> hertz > 0));
  }

  Reading<Long> memoryBytes() {
    return memory(memory -> positive(memory.getTotal()));
  }

  Reading<Long> availableBytes() {
    return memory(memory -> positive(memory.getAvailable()));
  }

  Reading<Long> pageBytes() {
    return memory(memory -> positive(memory.getPageSize()));
  }

  Reading<Long> swapTotalBytes() {
    return memory(memory -> Optional.of(memory.getVirtualMemory().getSwapTotal()));
  }

  Reading<Long> swapFreeBytes() {
    return memory(
        memory ->
            Optional.of(
                memory.getVirtualMemory().getSwapTotal()
                    - memory.getVirtualMemory().getSwapUsed()));
  }

  Reading<List<MemoryModule>> memoryModules() {
    Reading<List<MemoryModule>> modules =
        memory(
            memory ->
                Optional.of(memory.getPhysicalMemory().stream().map(Oshi::module).toList())
                    .filter(list -> !list.isEmpty()));
    return linux() && modules.state() == Reading.State.UNKNOWN && system.isPresent()
        ? Reading.unknown("the firmware's table of modules needs root and dmidecode, or lists none")
        : modules;
  }

  Reading<String> operatingSystem() {
    return ask(SystemInfoProvider::getOperatingSystem, os -> text(os.toString()));
  }

  Reading<String> kernel() {
    return ask(
        SystemInfoProvider::getOperatingSystem, os -> text(os.getVersionInfo().getBuildNumber()));
  }

  Reading<String> product() {
    return ask(
        SystemInfoProvider::getHardware,
        hardware ->
            text(hardware.getComputerSystem().getManufacturer())
                .flatMap(
                    maker ->
                        text(hardware.getComputerSystem().getModel())
                            .map(model -> maker + " " + model)));
  }

  private <T> Reading<T> processor(Function<CentralProcessor, Optional<T>> question) {
    return ask(info -> info.getHardware().getProcessor(), question);
  }

  private <T> Reading<T> memory(Function<GlobalMemory, Optional<T>> question) {
    return ask(info -> info.getHardware().getMemory(), question);
  }

  private <P, T> Reading<T> ask(
      Function<SystemInfoProvider, P> part, Function<P, Optional<T>> question) {
    if (system.isEmpty()) {
      return Reading.unknown(whyNot);
    }
    try {
      return question
          .apply(part.apply(system.get()))
          .map(Reading::known)
          .orElseGet(() -> Reading.unknown("OSHI does not know it"));
    } catch (RuntimeException | LinkageError e) {
      return Reading.unknown(failure(e));
    }
  }

  private static Cache cache(ProcessorCache cache) {
    String kind = cache.getType().toString();
    return new Cache(cache.getLevel(), kind, cache.getCacheSize(), 1, cache.getLineSize());
  }

  private static MemoryModule module(PhysicalMemory module) {
    return new MemoryModule(
        module.getBankLabel(),
        module.getMemoryType(),
        module.getCapacity(),
        module.getClockSpeed());
  }

  private static Optional<String> text(String text) {
    return Optional.of(text.strip())
        .filter(found -> !found.isEmpty() && !found.toLowerCase(Locale.ROOT).equals(UNKNOWN));
  }

  private static Optional<Integer> positive(int number) {
    return number > 0 ? Optional.of(number) : Optional.empty();
  }

  private static Optional<Long> positive(long number) {
    return number > 0 ? Optional.of(number) : Optional.empty();
  }

  private static boolean linux() {
    return System.getProperty("os.name").equals("Linux");
  }

  private static String failure(Throwable e) {
    return "OSHI failed: " + e;
  }
}
