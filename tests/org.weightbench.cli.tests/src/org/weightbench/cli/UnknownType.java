package org.weightbench.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes models whose tensors are of a type that nobody knows. */
final class UnknownType {
  private static final int UNKNOWN_TYPE = 99;

  private UnknownType() {}

  /**
   * Changes a tensor's type to 99 in the file's list of tensors: it follows name, dimension count
   * and shape.
   */
  static void giveTo(String tensor, Path model) throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = tensor.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (buffer.getLong(at) != name.length
        || !Arrays.equals(bytes, at + 8, at + 8 + name.length, name, 0, name.length)) {
      at++;
    }
    int dimensions = buffer.getInt(at + 8 + name.length);
    buffer.putInt(at + 8 + name.length + 4 + 8 * dimensions, UNKNOWN_TYPE);
    Files.write(model, bytes);
  }
}
