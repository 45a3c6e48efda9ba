package org.weightbench.hardware;

import java.util.List;

/**
 * What the control groups of this process allow it; a group's limit counts when the group or any
 * group above it, as far as they are visible, sets it, and the narrowest one is given.
 *
 * @param hierarchy 'cgroup v1', 'cgroup v2', or both in a hybrid hierarchy
 * @param group the path of this process's group in the hierarchy that limits memory
 * @param memoryBytes hard limit, page cache included
 * @param memoryHighBytes the limit above which the kernel slows the group down and reclaims (v2)
 * @param swapBytes limit of swap (v2), of memory and swap together (v1)
 * @param processors how much processor time the group may use
 * @param allowedProcessors the logical processors that this process may run on: '0-15,32-47'
 * @param io limits of bytes and requests, one line for each device, as the kernel prints them
 * @param lockedMemoryBytes what this process may lock or register with io_uring; root may more
 * @param openFiles how many files this process may have open
 */
public record Limits(
    @Titled("Control groups") Reading<String> hierarchy,
    @Titled("Group") Reading<String> group,
    @Titled(value = "Memory limit", unit = Unit.BYTES) Reading<Long> memoryBytes,
    @Titled(value = "Memory high mark", unit = Unit.BYTES) Reading<Long> memoryHighBytes,
    @Titled(value = "Swap limit", unit = Unit.BYTES) Reading<Long> swapBytes,
    @Titled(value = "CPU limit", unit = Unit.PROCESSORS) Reading<Double> processors,
    @Titled("Allowed CPUs") Reading<String> allowedProcessors,
    @Titled("I/O limits") Reading<List<String>> io,
    @Titled(value = "Lockable memory", unit = Unit.BYTES) Reading<Long> lockedMemoryBytes,
    @Titled("Open files") Reading<Long> openFiles) {}
