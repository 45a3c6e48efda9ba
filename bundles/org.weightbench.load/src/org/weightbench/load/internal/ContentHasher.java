package org.weightbench.load.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.ContentHash;
import org.weightbench.load.LoadException;
import org.weightbench.load.Phase;

/** Computes content hashes, several tensors at a time. */
public final class ContentHasher {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Comparator<Entry> LARGEST_FIRST =
      Comparator.comparingLong((Entry entry) -> entry.tensor().byteSize()).reversed();

  private final List<Path> shards;

  /**
   * Creates a hasher of one model's tensors.
   *
   * @param shards the model's files, for messages
   */
  public ContentHasher(List<Path> shards) {
    this.shards = shards;
  }

  /**
   * A tensor to hash.
   *
   * @param tensor as the file lists it
   * @param typeName the type in which it is delivered
   * @param content feeds its bytes
   */
  public record Entry(TensorInfo tensor, String typeName, Content content) {
    private byte[] nameBytes() {
      return tensor.name().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The bytes of a tensor, in one or more parts. */
  @FunctionalInterface
  public interface Content {
    /** Hands the parts over in order. */
    void feed(PartConsumer consumer);
  }

  /** Takes the parts of a tensor. */
  @FunctionalInterface
  public interface PartConsumer {
    /** Takes the next part. */
    void take(MemorySegment part);
  }

  /**
   * Hashes the tensors.
   *
   * @throws LoadException when a mapped file was cut meanwhile or its disk failed
   */
  public ContentHash hash(List<Entry> entries, int threads) throws LoadException {
    List<Entry> bySize = entries.stream().sorted(LARGEST_FIRST).toList();
    List<Future<byte[]>> futures = new ArrayList<>();
    List<Named> digests = new ArrayList<>();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      for (Entry entry : bySize) {
        futures.add(executor.submit(() -> digest(entry)));
      }
      for (int i = 0; i < bySize.size(); i++) {
        digests.add(new Named(bySize.get(i), await(bySize.get(i), futures.get(i))));
      }
    }
    digests.sort((a, b) -> Arrays.compareUnsigned(a.entry.nameBytes(), b.entry.nameBytes()));
    MessageDigest whole = sha256();
    for (Named named : digests) {
      whole.update(named.entry.nameBytes());
      whole.update((byte) 0);
      whole.update(named.entry.typeName().getBytes(StandardCharsets.UTF_8));
      whole.update((byte) 0);
      whole.update(named.digest);
    }
    return new ContentHash(HexFormat.of().formatHex(whole.digest()));
  }

  private record Named(Entry entry, byte[] digest) {}

  private byte[] await(Entry entry, Future<byte[]> future) throws LoadException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(entry, "the thread was interrupted while it hashed", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case InternalError lost -> throw failure(entry, lostPage(entry.tensor), lost);
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private String lostPage(TensorInfo tensor) {
    long end = tensor.fileOffset() + tensor.byteSize();
    return "tensor '"
        + DisplayText.of(tensor.name())
        + "' cannot be read: "
        + LostPage.reason(shards.get(tensor.shard()), end);
  }

  private LoadException failure(Entry entry, String problem, Throwable cause) {
    TensorInfo tensor = entry.tensor();
    return new LoadException(
        shards.get(tensor.shard()), tensor.fileOffset(), Phase.FAULT, problem, cause);
  }

  private static byte[] digest(Entry entry) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    entry
        .content()
        .feed(
            part -> {
              for (long at = 0; at < part.byteSize(); at += BUFFER_BYTES) {
                int length = (int) Math.min(BUFFER_BYTES, part.byteSize() - at);
                MemorySegment.copy(part, ValueLayout.JAVA_BYTE, at, buffer, 0, length);
                digest.update(buffer, 0, length);
              }
            });
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256, this one has not", e);
    }
  }
}
