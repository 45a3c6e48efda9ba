package org.weightbench.hardware;

import java.util.List;
import java.util.Objects;

/**
 * Where one model lies: its file system and the devices below.
 *
 * @param path the model's path as given, made absolute
 * @param fileSystem type of the file system: 'ext4', 'xfs', 'overlay', 'nfs4'
 * @param mountPoint where it is mounted
 * @param mountOptions of the mount and of the file system, separated by commas
 * @param source what is mounted: a device, an export of a server
 * @param totalBytes size of the file system
 * @param freeBytes what this user may still write, at the moment of reading
 * @param readAheadBytes how far the kernel reads ahead of buffered reads here; the read-ahead of
 *     the devices below has no say
 * @param fragments pieces of the file that lie apart on the device; none for a folder
 * @param devices the block device that is mounted and those below it, down to the leaves
 */
public record Storage(
    @Titled("Path") String path,
    @Titled("File system") Reading<String> fileSystem,
    @Titled("Mount point") Reading<String> mountPoint,
    @Titled("Mount options") Reading<String> mountOptions,
    @Titled("Source") Reading<String> source,
    @Titled(value = "Size", unit = Unit.BYTES) Reading<Long> totalBytes,
    @Titled(value = "Free", unit = Unit.BYTES, momentary = true) Reading<Long> freeBytes,
    @Titled(value = "Read-ahead", unit = Unit.BYTES) Reading<Long> readAheadBytes,
    @Titled("Fragments") Reading<Integer> fragments,
    @Titled("Block devices") Reading<List<Device>> devices)
    implements Named {
  /** What a file of an older version does not have is unknown. */
  public Storage {
    readAheadBytes =
        Objects.requireNonNullElseGet(readAheadBytes, () -> Reading.unknown(Reading.OLDER));
    fragments = Objects.requireNonNullElseGet(fragments, () -> Reading.unknown(Reading.OLDER));
  }

  @Override
  public String name() {
    return path;
  }

  /**
   * One block device. What sysfs says of a virtual disk is what the hypervisor chose to say.
   *
   * @param name the kernel's name: 'nvme0n1p2', 'dm-0', 'vda'
   * @param number major and minor number: '259:2'
   * @param leaf whether no further device lies below this one
   * @param model as the device states it
   * @param transport 'nvme pcie', 'sata', 'sas', 'usb', 'virtio', 'mmc', 'loop', 'device mapper',
   *     'dm-crypt' …
   * @param pcieLink speed and width of the PCIe link in use: '16.0 GT/s PCIe × 4'
   * @param sizeBytes capacity
   * @param rotational whether it says that it spins
   * @param scheduler the request scheduler in use
   * @param readAheadKib read-ahead of buffered reads, KiB
   * @param maximumRequestKib max_sectors_kb: the largest request that the kernel sends, KiB
   * @param queuedRequests nr_requests: how many requests the queue holds
   * @param logicalBlockBytes smallest unit that the device addresses
   */
  public record Device(
      @Titled("Name") String name,
      @Titled("Number") String number,
      @Titled("Leaf") boolean leaf,
      @Titled("Model") Reading<String> model,
      @Titled("Transport") Reading<String> transport,
      @Titled("PCIe link") Reading<String> pcieLink,
      @Titled(value = "Size", unit = Unit.BYTES) Reading<Long> sizeBytes,
      @Titled("Rotational") Reading<Boolean> rotational,
      @Titled("Scheduler") Reading<String> scheduler,
      @Titled(value = "Read-ahead", unit = Unit.KIBIBYTES) Reading<Long> readAheadKib,
      @Titled(value = "Largest request", unit = Unit.KIBIBYTES) Reading<Long> maximumRequestKib,
      @Titled("Queued requests") Reading<Long> queuedRequests,
      @Titled(value = "Logical block", unit = Unit.BYTES) Reading<Long> logicalBlockBytes)
      implements Named {}
}
