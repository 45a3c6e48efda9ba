package org.weightbench.ui.internal.gguf;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.gguf.TensorType;

/** Makes a split model of hundreds of GiB whose tensor data is all holes, which takes no disk. */
public final class SparseModel {
  private static final int LAYERS = 60;
  private static final int SHARDS = 10;
  private static final long[] EXPERTS = {7168, 2048, 256};
  private static final long[] ATTENTION = {7168, 7168};
  private static final int TENSORS_A_LAYER = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private SparseModel() {}

  private record Declared(String name, long[] shape, TensorType type) {
    long bytes() {
      long weights = 1;
      for (long dimension : shape) {
        weights *= dimension;
      }
      return type.bytesFor(weights);
    }
  }

  /**
   * Writes the files.
   *
   * @param tokens entries of the vocabulary
   * @return the first shard
   */
  static Path write(Path folder, int tokens) throws IOException {
    return write(folder, tokens, LAYERS);
  }

  /**
   * Writes the files.
   *
   * @param tokens entries of the vocabulary
   * @param layers layers of seven tensors, a multiple of ten
   * @return the first shard
   */
  public static Path write(Path folder, int tokens, int layers) throws IOException {
    for (int shard = 0; shard < SHARDS; shard++) {
      Path file = folder.resolve(String.format("huge-%05d-of-%05d.gguf", shard + 1, SHARDS));
      write(file, shard, shard == 0 ? tokens : 0, layers);
    }
    return folder.resolve(String.format("huge-%05d-of-%05d.gguf", 1, SHARDS));
  }

  /** Returns how many tensors the model has. */
  static int tensors() {
    return LAYERS * TENSORS_A_LAYER;
  }

  private static List<Declared> tensors(int shard, int all) {
    List<Declared> tensors = new ArrayList<>();
    int layers = all / SHARDS;
    for (int layer = shard * layers; layer < (shard + 1) * layers; layer++) {
      String prefix = "blk." + layer + ".";
      for (String name : List.of("ffn_gate_exps", "ffn_up_exps", "ffn_down_exps")) {
        tensors.add(new Declared(prefix + name + ".weight", EXPERTS, TensorType.Q4_K));
      }
      for (String name : List.of("attn_q", "attn_k", "attn_output")) {
        tensors.add(new Declared(prefix + name + ".weight", ATTENTION, TensorType.Q8_0));
      }
      tensors.add(new Declared(prefix + "attn_norm.weight", new long[] {7168}, TensorType.F32));
    }
    return tensors;
  }

  private static void write(Path file, int shard, int tokens, int layers) throws IOException {
    List<Declared> tensors = tensors(shard, layers);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("GGUF");
    int32(out, 3);
    int64(out, tensors.size());
    int64(out, shard == 0 ? 6 : 3);
    if (shard == 0) {
      key(out, "general.architecture", STRING);
      string(out, "deepseek2");
      key(out, "general.name", STRING);
      string(out, "Huge");
      key(out, "tokenizer.ggml.tokens", ARRAY);
      int32(out, STRING);
      int64(out, tokens);
      for (int token = 0; token < tokens; token++) {
        string(out, "token" + token);
      }
    }
    key(out, "split.no", 2);
    int16(out, shard);
    key(out, "split.count", 2);
    int16(out, SHARDS);
    key(out, "split.tensors.count", 5);
    int32(out, TENSORS_A_LAYER * layers);
    long offset = 0;
    for (Declared tensor : tensors) {
      string(out, tensor.name);
      int32(out, tensor.shape.length);
      for (long dimension : tensor.shape) {
        int64(out, dimension);
      }
      int32(out, tensor.type.id());
      int64(out, offset);
      offset = aligned(offset + tensor.bytes());
    }
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(bytes.toByteArray());
      sparse.setLength(aligned(bytes.size()) + offset);
    }
  }

  private static long aligned(long offset) {
    return Math.ceilDiv(offset, 32) * 32;
  }

  private static void key(DataOutputStream out, String key, int type) throws IOException {
    string(out, key);
    int32(out, type);
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int64(out, utf8.length);
    out.write(utf8);
  }

  private static void int16(DataOutputStream out, int value) throws IOException {
    out.write(little(Short.BYTES).putShort((short) value).array());
  }

  private static void int32(DataOutputStream out, int value) throws IOException {
    out.write(little(Integer.BYTES).putInt(value).array());
  }

  private static void int64(DataOutputStream out, long value) throws IOException {
    out.write(little(Long.BYTES).putLong(value).array());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
