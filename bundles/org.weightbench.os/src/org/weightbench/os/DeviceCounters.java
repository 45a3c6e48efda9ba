package org.weightbench.os;

import java.io.IOException;
import org.weightbench.os.internal.KernelText;

/**
 * What a block device has done since it appeared, or in between two moments: the fields of
 * /sys/block/X/stat (Documentation/block/stat.rst), sectors of 512 bytes turned into bytes.
 *
 * @param reads finished read requests
 * @param mergedReads reads that were joined to a neighbour before they were issued
 * @param readBytes bytes read
 * @param readMillis time that reads waited and ran, summed over all of them
 * @param writes finished write requests
 * @param mergedWrites writes that were joined to a neighbour
 * @param writtenBytes bytes written
 * @param writeMillis time that writes waited and ran, summed over all of them
 * @param inFlight requests under way now; in between two moments, those at the later one
 * @param busyMillis time in which at least one request was under way
 * @param queueMillis time weighted with the number of requests under way
 */
public record DeviceCounters(
    long reads,
    long mergedReads,
    long readBytes,
    long readMillis,
    long writes,
    long mergedWrites,
    long writtenBytes,
    long writeMillis,
    long inFlight,
    long busyMillis,
    long queueMillis) {
  private static final long SECTOR_BYTES = 512;
  private static final int FIELDS = 11;

  static DeviceCounters parse(KernelText text, String device) throws IOException {
    long[] fields = new long[FIELDS];
    for (int field = 0; field < FIELDS; field++) {
      if (!text.hasWord()) {
        throw new IOException(
            "the statistics of device %s have %d fields and %d or more were expected"
                .formatted(device, field, FIELDS));
      }
      fields[field] = text.number();
    }
    return new DeviceCounters(
        fields[0],
        fields[1],
        fields[2] * SECTOR_BYTES,
        fields[3],
        fields[4],
        fields[5],
        fields[6] * SECTOR_BYTES,
        fields[7],
        fields[8],
        fields[9],
        fields[10]);
  }

  /** What was done since {@code earlier}. */
  public DeviceCounters minus(DeviceCounters earlier) {
    return new DeviceCounters(
        reads - earlier.reads,
        mergedReads - earlier.mergedReads,
        readBytes - earlier.readBytes,
        readMillis - earlier.readMillis,
        writes - earlier.writes,
        mergedWrites - earlier.mergedWrites,
        writtenBytes - earlier.writtenBytes,
        writeMillis - earlier.writeMillis,
        inFlight,
        busyMillis - earlier.busyMillis,
        queueMillis - earlier.queueMillis);
  }
}
