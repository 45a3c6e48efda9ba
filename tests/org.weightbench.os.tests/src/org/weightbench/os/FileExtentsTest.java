package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileExtentsTest {
  private static final int PIECE_BYTES = 64 << 10;
  private static final int PIECES = 8;

  private RealDisk disk;
  private Path path;

  @BeforeEach
  void openDisk() throws IOException {
    disk = RealDisk.open();
    disk.write("weights", 10);
    path = disk.file("weights");
    Capability capability = FileExtents.capability(path);
    assumeTrue(capability.available(), capability.reason());
  }

  @AfterEach
  void closeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void smallFileIsOnePiece() throws IOException {
    FileExtents extents = FileExtents.of(path);
    assertEquals(1, extents.extents());
    assertEquals(1, extents.fragments());
    assertTrue(extents.largestFragmentBytes() >= 10, extents.toString());
  }

  @Test
  void filesWithHolesHaveAsManyPiecesAsWereWritten() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
      for (int piece = 0; piece < PIECES; piece++) {
        file.seek(2L * piece * PIECE_BYTES);
        file.write(new byte[PIECE_BYTES]);
      }
    }
    FileExtents extents = FileExtents.of(path);
    assertEquals(PIECES, extents.extents());
    assertTrue(extents.largestFragmentBytes() >= PIECE_BYTES, extents.toString());
  }

  @Test
  void emptyFileHasNone() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
    }
    assertEquals(new FileExtents(0, 0, 0), FileExtents.of(path));
  }

  @Test
  void fileSystemWithoutExtentsIsNamed() {
    Capability capability = FileExtents.capability(Path.of("/proc/self/status"));
    assertFalse(capability.available());
    assertEquals("its file system (proc) has no FIEMAP", capability.reason());
  }
}
