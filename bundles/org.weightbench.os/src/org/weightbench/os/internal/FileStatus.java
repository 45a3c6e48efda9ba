package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What statx(2) says of a file.
 *
 * @param mask the fields that the kernel filled in, as bits of STATX_*
 * @param mode type and permissions
 * @param userId the owner
 * @param sizeBytes the length
 * @param deviceMajor the major number of the device the file lies on; 0 where there is none
 * @param deviceMinor its minor number
 * @param specialMajor the major number that a device file stands for
 * @param specialMinor its minor number
 * @param mountId the mount's number in /proc/self/mountinfo, where the mask has {@link #MOUNT_ID}
 * @param directMemoryBytes memory alignment of direct reads, where the mask has {@link
 *     #DIRECT_ALIGNMENT}; 0 for none
 * @param directOffsetBytes offset alignment of direct reads
 */
public record FileStatus(
    int mask,
    int mode,
    int userId,
    long sizeBytes,
    int deviceMajor,
    int deviceMinor,
    int specialMajor,
    int specialMinor,
    long mountId,
    int directMemoryBytes,
    int directOffsetBytes) {
  /** STATX_MNT_ID. */
  static final int MOUNT_ID = 0x1000;

  /** STATX_DIOALIGN. */
  static final int DIRECT_ALIGNMENT = 0x2000;

  private static final int TYPE_MASK = 0xF000;
  private static final int DIRECTORY = 0x4000;
  private static final int BLOCK_DEVICE = 0x6000;
  private static final int REGULAR = 0x8000;

  /** Whether it is an ordinary file. */
  public boolean regular() {
    return (mode & TYPE_MASK) == REGULAR;
  }

  /** Whether it is a directory. */
  public boolean directory() {
    return (mode & TYPE_MASK) == DIRECTORY;
  }

  /** Whether it stands for a block device. */
  public boolean blockDevice() {
    return (mode & TYPE_MASK) == BLOCK_DEVICE;
  }

  /** Whether the mount's number is known (Linux 5.8 and later). */
  public boolean hasMountId() {
    return (mask & MOUNT_ID) != 0;
  }

  /** Whether the alignment of direct reads is known (Linux 6.1 and later). */
  public boolean hasDirectAlignment() {
    return (mask & DIRECT_ALIGNMENT) != 0;
  }

  /** Whether this process owns the file or may write to it, which the kernel's answers hang on. */
  public boolean ownedOrWritable(Path path) throws IOException {
    return userId == Geteuid.userId() || Faccessat.mayWrite(path);
  }
}
