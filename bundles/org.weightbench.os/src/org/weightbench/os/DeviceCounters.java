package org.weightbench.os;

import java.io.IOException;

/**
 * What a block device has done since it appeared, or in between two moments: the fields of
 * /sys/block/X/stat (Documentation/block/stat.rst), sectors of 512 bytes turned into bytes.
 *
 * @param reads finished read requests
 * @param mergedReads reads that were joined to a neighbour before they were issued
 * @param readBytes bytes read
 * @param readMillis time that reads waited and ran, summed over all of them
 * @param writes finished write requests
 * @param writtenBytes bytes written
 * @param writeMillis time that writes waited and ran, summed over all of them
 * @param busyMillis time in which at least one request was under way
 */
public record DeviceCounters(
    long reads,
    long mergedReads,
    long readBytes,
    long readMillis,
    long writes,
    long writtenBytes,
    long writeMillis,
    long busyMillis) {
  private static final long SECTOR_BYTES = 512;
  private static final int FIELDS = 11;

  static DeviceCounters parse(String stat, String device) throws IOException {
    String[] fields = stat.trim().split("\\s+");
    if (fields.length < FIELDS) {
      throw new IOException(
          "the statistics of device %s have %d fields and %d or more were expected"
              .formatted(device, fields.length, FIELDS));
    }
    return new DeviceCounters(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]) * SECTOR_BYTES,
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        Long.parseLong(fields[6]) * SECTOR_BYTES,
        Long.parseLong(fields[7]),
        Long.parseLong(fields[9]));
  }

  /** What was done since {@code earlier}. */
  public DeviceCounters minus(DeviceCounters earlier) {
    return new DeviceCounters(
        reads - earlier.reads,
        mergedReads - earlier.mergedReads,
        readBytes - earlier.readBytes,
        readMillis - earlier.readMillis,
        writes - earlier.writes,
        writtenBytes - earlier.writtenBytes,
        writeMillis - earlier.writeMillis,
        busyMillis - earlier.busyMillis);
  }
}
