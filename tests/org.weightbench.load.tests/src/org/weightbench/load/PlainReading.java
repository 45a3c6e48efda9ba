package org.weightbench.load;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorInfo;

/** The content hash as its documentation defines it, computed by reading the file plainly. */
final class PlainReading {
  private PlainReading() {}

  static ContentHash hash(Path model, Predicate<TensorInfo> wanted) throws IOException {
    return hash(model, wanted, Deliver.COPIED);
  }

  /** Of a model of F32 tensors where BF16 is wanted. */
  static ContentHash hash(Path model, Predicate<TensorInfo> wanted, Deliver deliver)
      throws IOException {
    MessageDigest whole = sha256();
    try (GgufModel opened = GgufModel.open(model)) {
      List<TensorInfo> tensors = new ArrayList<>(opened.tensors().stream().filter(wanted).toList());
      tensors.sort(Comparator.comparing(TensorInfo::name));
      for (TensorInfo tensor : tensors) {
        byte[] bytes = new byte[Math.toIntExact(tensor.byteSize())];
        Path shard = opened.shards().get(tensor.shard()).path();
        try (RandomAccessFile file = new RandomAccessFile(shard.toFile(), "r")) {
          file.seek(tensor.fileOffset());
          file.readFully(bytes);
        }
        whole.update(tensor.name().getBytes(StandardCharsets.UTF_8));
        whole.update((byte) 0);
        String type = deliver == Deliver.BF16 ? "BF16" : tensor.typeName();
        whole.update(type.getBytes(StandardCharsets.UTF_8));
        whole.update((byte) 0);
        whole.update(sha256().digest(deliver == Deliver.BF16 ? rounded(bytes) : bytes));
      }
    }
    return new ContentHash(HexFormat.of().formatHex(whole.digest()));
  }

  /** Rounds to the nearest, ties to even; the halves of the bits decide, so no NaN is expected. */
  private static byte[] rounded(byte[] floats) {
    ByteBuffer source = ByteBuffer.wrap(floats).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer target = ByteBuffer.allocate(floats.length / 2).order(ByteOrder.LITTLE_ENDIAN);
    while (source.hasRemaining()) {
      int bits = source.getInt();
      target.putShort((short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16));
    }
    return target.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
