package org.weightbench.hardware.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.weightbench.hardware.Memory.MemoryModule;
import org.weightbench.hardware.Reading;

/**
 * Reads the memory modules from the firmware's table, which only root may: structures of type 17,
 * 'Memory Device', of the SMBIOS specification (DMTF DSP0134, 7.18).
 */
final class DmiReader {
  private static final String TABLE = "/sys/firmware/dmi/tables/DMI";
  private static final int HEADER_BYTES = 4;
  private static final int MEMORY_DEVICE = 17;
  private static final int END = 127;
  private static final int LEAST_BYTES = 0x1B;
  private static final int SIZE = 0x0C;
  private static final int LOCATOR = 0x10;
  private static final int BANK = 0x11;
  private static final int KIND = 0x12;
  private static final int SPEED = 0x15;
  private static final int EXTENDED_SIZE = 0x1C;
  private static final int CONFIGURED_SPEED = 0x20;
  private static final int IN_EXTENDED_SIZE = 0x7FFF;
  private static final int UNKNOWN_SIZE = 0xFFFF;
  private static final int IN_KIBIBYTES = 0x8000;
  private static final Map<Integer, String> KINDS =
      Map.of(
          0x18, "DDR3", 0x1A, "DDR4", 0x1B, "LPDDR", 0x1C, "LPDDR2", 0x1D, "LPDDR3", 0x1E, "LPDDR4",
          0x20, "HBM", 0x21, "HBM2", 0x22, "DDR5", 0x23, "LPDDR5");

  private final Tree tree;

  DmiReader(Tree tree) {
    this.tree = tree;
  }

  Reading<List<MemoryModule>> memoryModules() {
    return tree.bytes(TABLE)
        .flatMap(
            bytes -> {
              List<MemoryModule> modules = modules(bytes);
              return modules.isEmpty()
                  ? Reading.unknown(TABLE + " lists no memory module")
                  : Reading.known(modules);
            });
  }

  private static List<MemoryModule> modules(byte[] bytes) {
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<MemoryModule> modules = new ArrayList<>();
    int at = 0;
    while (at + HEADER_BYTES <= bytes.length) {
      int type = bytes[at] & 0xFF;
      int length = bytes[at + 1] & 0xFF;
      if (type == END || length < HEADER_BYTES || at + length > bytes.length) {
        break;
      }
      int strings = at + length;
      int end = strings;
      while (end + 1 < bytes.length && (bytes[end] != 0 || bytes[end + 1] != 0)) {
        end++;
      }
      if (type == MEMORY_DEVICE && length >= LEAST_BYTES) {
        Structure structure =
            new Structure(
                table.slice(at, length).order(ByteOrder.LITTLE_ENDIAN),
                new String(bytes, strings, end - strings, StandardCharsets.US_ASCII).split("\0"));
        if (structure.bytes() > 0) {
          modules.add(structure.module());
        }
      }
      at = end + 2;
    }
    return modules;
  }

  private record Structure(ByteBuffer fields, String[] strings) {

    MemoryModule module() {
      String bank = string(BANK);
      String slot = bank.isEmpty() ? string(LOCATOR) : bank + " " + string(LOCATOR);
      int kind = fields.get(KIND) & 0xFF;
      return new MemoryModule(
          slot, KINDS.getOrDefault(kind, "type " + kind), bytes(), 1_000_000L * transfers());
    }

    long bytes() {
      int size = fields.getShort(SIZE) & 0xFFFF;
      if (size == UNKNOWN_SIZE) {
        return 0;
      }
      if (size == IN_EXTENDED_SIZE && fields.limit() >= EXTENDED_SIZE + Integer.BYTES) {
        return (fields.getInt(EXTENDED_SIZE) & 0x7FFF_FFFFL) << 20;
      }
      return (size & IN_KIBIBYTES) != 0 ? (long) (size & ~IN_KIBIBYTES) << 10 : (long) size << 20;
    }

    /** The rate that the module runs at, or that it could run at: millions a second. */
    private int transfers() {
      int configured =
          fields.limit() >= CONFIGURED_SPEED + Short.BYTES
              ? fields.getShort(CONFIGURED_SPEED) & 0xFFFF
              : 0;
      return configured > 0 ? configured : fields.getShort(SPEED) & 0xFFFF;
    }

    private String string(int field) {
      int number = fields.get(field) & 0xFF;
      return number == 0 || number > strings.length ? "" : strings[number - 1].strip();
    }
  }
}
