package org.weightbench.load;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;

/** Small real models with sizes that are awkward to load. */
final class TestModels {
  private TestModels() {}

  /** Writes a model of random bytes. */
  static Path write(Path file, List<TensorDeclaration> tensors) throws IOException {
    Random random = new Random(42);
    try (GgufWriter writer =
        GgufWriter.create(file, Metadata.of(Map.of()), tensors, Progress.NONE)) {
      for (TensorDeclaration tensor : tensors) {
        byte[] bytes = new byte[Math.toIntExact(tensor.byteSize())];
        random.nextBytes(bytes);
        writer.append(tensor.name(), MemorySegment.ofArray(bytes));
      }
      writer.finish();
    }
    return file;
  }

  /** Byte tensors of these sizes, named {@code t0}, {@code t1} and so on. */
  static Path ofSizes(Path file, long... sizes) throws IOException {
    List<TensorDeclaration> tensors = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      tensors.add(new TensorDeclaration("t" + i, List.of(sizes[i]), TensorType.I8));
    }
    return write(file, tensors);
  }

  /** Tensors of odd sizes and a last one of 1 byte, which is also the file's last byte. */
  static Path withTails(Path file) throws IOException {
    ofSizes(file, 1, 4095, 4097, 100_003, 8192, 333_333, 1);
    long end;
    try (GgufModel model = GgufModel.open(file)) {
      TensorInfo last = model.tensors().getLast();
      end = last.fileOffset() + last.byteSize();
    }
    cut(file, end);
    return file;
  }

  /** Shortens a file. */
  static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  /** Gives the tensor {@code t0} another type number in the header of a written file. */
  static void setTypeOfFirstTensor(Path file, int typeId) throws IOException {
    byte[] header = Files.readAllBytes(file);
    int name = new String(header, StandardCharsets.ISO_8859_1).indexOf("t0");
    int type = name + 2 + Integer.BYTES + Long.BYTES;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(
          ByteBuffer.allocate(Integer.BYTES).put(new byte[] {(byte) typeId, 0, 0, 0}).flip(), type);
    }
  }

  /**
   * A file without content whose only tensor claims very many bytes that it really has, as a hole.
   */
  static Path withHole(Path file, long bytes) throws IOException {
    ofSizes(file, 64);
    byte[] header = Files.readAllBytes(file);
    int name = new String(header, StandardCharsets.ISO_8859_1).indexOf("t0");
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(name + 2 + Integer.BYTES);
      access.writeLong(Long.reverseBytes(bytes));
      access.setLength(header.length + bytes);
    }
    return file;
  }

  /** Moves the second tensor of a file behind a hole that the first one becomes. */
  static Path behindHole(Path file, long holeBytes) throws IOException {
    ofSizes(file, 64, 4097);
    byte[] written = Files.readAllBytes(file);
    String text = new String(written, StandardCharsets.ISO_8859_1);
    long dataOffset;
    try (GgufModel model = GgufModel.open(file)) {
      dataOffset = model.shards().getFirst().dataOffset();
    }
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(text.indexOf("t0") + 2 + Integer.BYTES);
      access.writeLong(Long.reverseBytes(holeBytes));
      access.seek(text.indexOf("t1") + 2 + Integer.BYTES + Long.BYTES + Integer.BYTES);
      access.writeLong(Long.reverseBytes(holeBytes));
      access.seek(dataOffset + holeBytes);
      access.write(written, (int) dataOffset + 64, written.length - (int) dataOffset - 64);
    }
    return file;
  }
}
