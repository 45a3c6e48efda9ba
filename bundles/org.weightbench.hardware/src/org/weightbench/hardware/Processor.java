package org.weightbench.hardware;

import java.util.List;
import java.util.Locale;

/**
 * The processors that the operating system sees; a virtual machine sees those that it was given.
 *
 * @param model such as 'AMD EPYC 9654 96-Core Processor'
 * @param vendor such as 'AuthenticAMD'
 * @param architecture as Java names it: 'amd64', 'aarch64'
 * @param sockets number of packages
 * @param physicalCores number of cores in all sockets
 * @param logicalCores number of online logical processors
 * @param smt simultaneous multithreading: 'active', or 'inactive' with what the kernel says of it
 * @param caches all levels, the smallest first
 * @param vectorExtensions the flags that vector code depends on, as the kernel names them
 * @param currentHertz mean over the logical processors at the moment of reading
 * @param maximumHertz the highest of any processor, boost included
 * @param governor frequency governors in use
 * @param frequencyDriver the cpufreq driver
 */
public record Processor(
    @Titled("Model") Reading<String> model,
    @Titled("Vendor") Reading<String> vendor,
    @Titled("Architecture") String architecture,
    @Titled("Sockets") Reading<Integer> sockets,
    @Titled("Physical cores") Reading<Integer> physicalCores,
    @Titled("Logical cores") Reading<Integer> logicalCores,
    @Titled("SMT") Reading<String> smt,
    @Titled("Caches") Reading<List<Cache>> caches,
    @Titled("Vector extensions") Reading<List<String>> vectorExtensions,
    @Titled(value = "Frequency now", unit = Unit.HERTZ, momentary = true)
        Reading<Long> currentHertz,
    @Titled(value = "Highest frequency", unit = Unit.HERTZ) Reading<Long> maximumHertz,
    @Titled("Frequency governor") Reading<String> governor,
    @Titled("Frequency driver") Reading<String> frequencyDriver) {

  /**
   * All caches of one level and kind.
   *
   * @param level 1 is next to the core
   * @param kind 'Data', 'Instruction' or 'Unified'
   * @param bytes size of one instance
   * @param instances how many of them the machine has
   * @param lineBytes size of a cache line
   */
  public record Cache(int level, String kind, long bytes, int instances, int lineBytes)
      implements Printable {

    @Override
    public String text() {
      String suffix = kind.equals("Unified") ? "" : kind.substring(0, 1).toLowerCase(Locale.ROOT);
      return "L" + level + suffix + " " + instances + " × " + Unit.BYTES.text(bytes);
    }
  }
}
