package org.weightbench.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.LoopDevice;
import org.weightbench.testing.PlainJava;

/** Results on a disk that fills. */
class FullDiskTest {
  private static final long LEFT_BYTES = 400 << 10;

  @TempDir private Path scratch;

  @Test
  void aRunThatHasNoRoomSaysWhatToDoAndThenGoesOn() throws IOException {
    Path model = Fixtures.STORIES_F32.copyTo(scratch);
    Path experiment = Runs.experiment(scratch, model, Map.of("cache", List.of("asis")), 2);
    try (LoopDevice disk = LoopDevice.partitioned(scratch)) {
      Path results = Files.createDirectory(disk.mounted().resolve("results"));
      Path filling = fill(disk.mounted().resolve("filling"));

      PlainJava.Ended refused =
          Runs.run(scratch, experiment.toString(), "--output", results.toString());

      assertEquals(1, refused.exitCode(), refused.err());
      ResultFolder folder = ResultFolder.list(results).getFirst();
      assertEquals(List.of(), folder.samples());
      assertTrue(
          refused
              .err()
              .contains("make room, then go on with: weightbench run --resume " + folder.path()),
          refused.err());

      Files.delete(filling);
      PlainJava.Ended ended = Runs.run(scratch, "--resume", folder.path().toString());

      assertEquals(0, ended.exitCode(), ended.err());
      assertEquals(2, folder.samples().size());
    }
  }

  /** Fills the disk but for a little, which the first files of a result need. */
  private static Path fill(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        for (ByteBuffer zeros = ByteBuffer.allocate(1 << 16); ; zeros.clear()) {
          channel.write(zeros);
        }
      } catch (IOException _) {
        channel.truncate(channel.size() - LEFT_BYTES);
        channel.force(true);
      }
    }
    return file;
  }
}
