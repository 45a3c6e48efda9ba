package org.weightbench.runner.internal;

import java.io.IOException;
import java.util.Optional;
import org.weightbench.experiment.Sample.PressureMeasurement;
import org.weightbench.os.Pressure;
import org.weightbench.os.Pressure.Resource;

/**
 * How long the system has stalled since it started.
 *
 * @param cpu for a processor
 * @param io for a device
 * @param memory for memory
 */
record PressureWatch(Pressure cpu, Pressure io, Pressure memory) {

  /** Reads it now; empty where the kernel does not count it. */
  static Optional<PressureWatch> now() throws IOException {
    return Pressure.capability().available()
        ? Optional.of(
            new PressureWatch(
                Pressure.system(Resource.CPU),
                Pressure.system(Resource.IO),
                Pressure.system(Resource.MEMORY)))
        : Optional.empty();
  }

  /** Returns what came since an earlier reading. */
  PressureMeasurement since(PressureWatch earlier) {
    Pressure ioStalls = io.minus(earlier.io);
    Pressure memoryStalls = memory.minus(earlier.memory);
    return new PressureMeasurement(
        cpu.minus(earlier.cpu).someNanos(),
        ioStalls.someNanos(),
        ioStalls.fullNanos(),
        memoryStalls.someNanos(),
        memoryStalls.fullNanos());
  }
}
