package org.weightbench.gguf;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes one GGUF file of version 3: the header first, then each tensor's data in the order of the
 * declarations, in pieces of any size. The file is written beside the target and takes its place in
 * {@link #finish()}; closed before that, it leaves nothing behind. For use by one thread.
 *
 * <pre>{@code
 * try (GgufWriter writer = GgufWriter.create(target, metadata, declarations, progress)) {
 *   for (TensorDeclaration declaration : declarations) {
 *     writer.append(declaration.name(), data(declaration));
 *   }
 *   writer.finish();
 * }
 * }</pre>
 */
public final class GgufWriter implements AutoCloseable {
  private static final int PIECE_BYTES = 8 << 20;

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final List<TensorDeclaration> tensors;
  private final HeaderLayout layout;
  private final Progress progress;
  private ByteBuffer copies = ByteBuffer.allocate(0);
  private int current;
  private long currentBytes;
  private boolean finished;

  private GgufWriter(
      Path target,
      Path part,
      FileChannel channel,
      List<TensorDeclaration> tensors,
      HeaderLayout layout,
      Progress progress) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.tensors = tensors;
    this.layout = layout;
    this.progress = progress;
  }

  /**
   * Starts a file by writing its header.
   *
   * @param target the file to write; one that exists is replaced when the new one is complete
   * @param metadata its keys and values; {@code general.alignment}, when given, must be a {@code
   *     u32} that is a power of two
   * @param tensors its tensors in the order in which their data comes
   * @param progress hears about every few MiB, in bytes of the file, and may stop it
   * @throws IllegalArgumentException when two tensors have the same name, or the alignment, a key's
   *     length or the total size cannot be written
   * @throws CancelledException when the progress asked to stop
   * @throws IOException when the file cannot be written
   */
  public static GgufWriter create(
      Path target, Metadata metadata, List<TensorDeclaration> tensors, Progress progress)
      throws IOException {
    List<TensorDeclaration> declared = List.copyOf(tensors);
    HeaderLayout layout = HeaderLayout.of(metadata, declared);
    if (Files.isDirectory(target)) {
      throw new IOException("cannot write " + target + ", because it is a folder");
    }
    Path place = (Files.exists(target) ? target.toRealPath() : target).toAbsolutePath();
    Path part =
        place.resolveSibling(
            place.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(System.nanoTime())
                + ".part");
    if (!Files.isDirectory(part.getParent())) {
      throw new IOException("cannot write " + target + ", because its folder does not exist");
    }
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    GgufWriter writer = new GgufWriter(place, part, channel, declared, layout, progress);
    boolean started = false;
    try {
      writer.write(layout.encode(metadata, declared));
      writer.skipCompleteTensors();
      started = true;
      return writer;
    } finally {
      if (!started) {
        writer.close();
      }
    }
  }

  /** Returns the size of the file when it is complete, in bytes. */
  public long fileBytes() {
    return layout.fileBytes();
  }

  /**
   * Appends data to a tensor.
   *
   * @param tensor the first declared tensor whose data is not complete yet
   * @param bytes all or a part of what is left of its data
   * @throws IllegalArgumentException when it is another tensor's turn or there are too many bytes
   * @throws CancelledException when the progress asked to stop
   * @throws IOException when the bytes cannot be written
   */
  public void append(String tensor, MemorySegment bytes) throws IOException {
    if (current == tensors.size() || !tensors.get(current).name().equals(tensor)) {
      throw new IllegalArgumentException(
          "data of tensor " + DisplayText.quoted(tensor) + ", expected " + expectedNext());
    }
    long left = tensors.get(current).byteSize() - currentBytes;
    if (bytes.byteSize() > left) {
      throw new IllegalArgumentException(
          DisplayText.bytes(bytes.byteSize())
              + " for tensor "
              + DisplayText.quoted(tensor)
              + ", expected at most "
              + left);
    }
    for (long at = 0; at < bytes.byteSize(); at += PIECE_BYTES) {
      write(buffer(bytes.asSlice(at, Math.min(PIECE_BYTES, bytes.byteSize() - at))));
    }
    currentBytes += bytes.byteSize();
    skipCompleteTensors();
  }

  /**
   * Completes the file: everything is on the disk and under the target's name when it returns.
   *
   * @throws IllegalStateException when data is missing
   * @throws IOException when the file cannot be completed
   */
  public void finish() throws IOException {
    if (current < tensors.size()) {
      throw new IllegalStateException("the file is not complete, expected " + expectedNext());
    }
    channel.force(true);
    channel.close();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    finished = true;
  }

  /** Removes what was written, unless the file is finished. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!finished) {
      Files.deleteIfExists(part);
    }
  }

  private String expectedNext() {
    if (current == tensors.size()) {
      return "no more data";
    }
    TensorDeclaration next = tensors.get(current);
    return DisplayText.bytes(next.byteSize() - currentBytes)
        + " of tensor "
        + DisplayText.quoted(next.name());
  }

  /** Goes on to the next tensor when the current one has all its data. */
  private void skipCompleteTensors() throws IOException {
    if (current < tensors.size() && currentBytes == tensors.get(current).byteSize()) {
      current++;
      currentBytes = 0;
      long padding = layout.startOf(current) - channel.position();
      write(ByteBuffer.allocate((int) padding));
    }
  }

  private ByteBuffer buffer(MemorySegment piece) {
    if (piece.isNative()) {
      return piece.asByteBuffer();
    }
    if (copies.capacity() < piece.byteSize()) {
      copies = ByteBuffer.allocateDirect((int) piece.byteSize());
    }
    copies.clear().limit((int) piece.byteSize());
    MemorySegment.ofBuffer(copies).copyFrom(piece);
    return copies;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    progress.step(channel.position(), layout.fileBytes());
  }
}
