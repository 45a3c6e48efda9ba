package org.weightbench.hardware;

/**
 * The software that reads and measures.
 *
 * @param weightbench version of Weightbench
 * @param javaVersion such as '25.0.1+8-LTS'
 * @param javaVendor who built the Java runtime
 * @param javaVm name and version of the virtual machine
 * @param javaProcessors how many processors this Java runtime would use
 * @param javaHeapBytes the largest heap that this Java runtime would use
 */
public record Software(
    @Titled("Weightbench") Reading<String> weightbench,
    @Titled("Java") String javaVersion,
    @Titled("Java vendor") String javaVendor,
    @Titled("Java VM") String javaVm,
    @Titled("Processors for Java") int javaProcessors,
    @Titled(value = "Largest Java heap", unit = Unit.BYTES) long javaHeapBytes) {}
