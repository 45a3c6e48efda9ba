package org.weightbench.hardware;

/**
 * The operating system and what it runs in.
 *
 * @param name with its version: 'Debian GNU/Linux 12 (bookworm)'
 * @param kernel the kernel's release: '6.1.0-28-amd64'
 * @param kernelBuild the kernel's build line
 * @param product maker and model of the computer, as the firmware states them
 * @param hypervisor the virtualization that this system runs under, with the evidence; absent when
 *     the processor says that there is none
 * @param container the container runtime that this process runs in, with the evidence; absent when
 *     no trace of one was found
 * @param ioUring to whom the kernel allows io_uring (kernel.io_uring_disabled); a container's
 *     profile may forbid it nevertheless, which the capabilities show
 * @param perfEvents what the kernel lets the unprivileged count (kernel.perf_event_paranoid)
 */
public record OperatingSystem(
    @Titled("Name") Reading<String> name,
    @Titled("Kernel") Reading<String> kernel,
    @Titled("Kernel build") Reading<String> kernelBuild,
    @Titled("Computer") Reading<String> product,
    @Titled("Hypervisor") Reading<String> hypervisor,
    @Titled("Container") Reading<String> container,
    @Titled("io_uring") Reading<String> ioUring,
    @Titled("perf events") Reading<String> perfEvents) {}
