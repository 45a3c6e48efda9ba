package org.weightbench.gguf;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Counts the heap bytes that the current thread allocates, which no garbage collection changes. */
final class Allocation {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  interface Work<E extends Exception> {
    void run() throws E;
  }

  <E extends Exception> long bytesOf(Work<E> work) throws E {
    long before = allocatedBytes();
    work.run();
    return allocatedBytes() - before;
  }

  private long allocatedBytes() {
    try {
      ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
      return (Long) server.getAttribute(threads, "CurrentThreadAllocatedBytes");
    } catch (JMException e) {
      throw new AssertionError("this JVM does not count allocated bytes", e);
    }
  }
}
