package org.weightbench.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real model files, copied out of this bundle to plain files on disk so that they can be mapped.
 */
public enum Fixtures {
  /** 28 tensors {@code w.TYPE}, quantized by ggml. */
  ORACLE_QUANTIZED("oracle-quantized.gguf"),
  /** The same tensors as ggml dequantizes them to F32. */
  ORACLE_EXPECTED("oracle-expected-f32.gguf"),
  /** A trained llama of 260 K parameters, F32. */
  STORIES_F32("stories260K-F32.gguf"),
  /** First shard of the split form of {@link #STORIES_F32}; it holds all metadata. */
  SHARD_1("stories260K-F32-00001-of-00003.gguf"),
  /** Second shard. */
  SHARD_2("stories260K-F32-00002-of-00003.gguf"),
  /** Third shard. */
  SHARD_3("stories260K-F32-00003-of-00003.gguf");

  private final String fileName;

  Fixtures(String fileName) {
    this.fileName = fileName;
  }

  /** Returns the name that {@link #copyTo} gives the file. */
  public String fileName() {
    return fileName;
  }

  /**
   * Copies this file into a folder.
   *
   * @return the copy
   * @throws UncheckedIOException when the folder cannot be written
   */
  public Path copyTo(Path folder) {
    Path copy = folder.resolve(fileName);
    try (InputStream in = Fixtures.class.getResourceAsStream("fixtures/" + fileName)) {
      if (in == null) {
        throw new IllegalStateException("fixture " + fileName + " is missing from the test bundle");
      }
      Files.copy(in, copy);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy fixture " + fileName + " to " + folder, e);
    }
    return copy;
  }

  /** Copies the three shards into a folder and returns the first one. */
  public static Path copyShardsTo(Path folder) {
    SHARD_2.copyTo(folder);
    SHARD_3.copyTo(folder);
    return SHARD_1.copyTo(folder);
  }
}
