package org.weightbench.load;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.weightbench.gguf.DisplayText;

/**
 * The tensors of one layer, ready in memory, out of a {@link LayerStream}. May be used from any
 * thread until it is closed, which gives its memory back; after that its segments throw {@link
 * IllegalStateException}.
 */
public final class LoadedLayer implements AutoCloseable {
  private final LayerGroup group;
  private final Arena arena = Arena.ofShared();
  private final Map<String, MemorySegment> segments;
  private final Runnable giveBack;

  /**
   * Creates a layer that is ready.
   *
   * @param segments gives the bytes of a tensor
   * @param giveBack is run once, when nobody can use the layer any more
   */
  LoadedLayer(
      LayerGroup group, Function<PlannedTensor, MemorySegment> segments, Runnable giveBack) {
    this.group = group;
    this.giveBack = giveBack;
    this.segments =
        group.tensors().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    tensor -> tensor.info().name(), tensor -> scoped(segments.apply(tensor))));
  }

  private MemorySegment scoped(MemorySegment segment) {
    return MemorySegment.ofAddress(segment.address())
        .reinterpret(segment.byteSize(), arena, null)
        .asReadOnly();
  }

  /** Returns which layer it is. */
  public LayerGroup group() {
    return group;
  }

  /** Returns its tensors in the order of reading, with the types in which they were delivered. */
  public List<PlannedTensor> tensors() {
    return group.tensors();
  }

  /**
   * Returns a tensor's bytes in the delivered form, read-only.
   *
   * @throws IllegalArgumentException when no tensor of that name is in this layer
   */
  public MemorySegment tensor(String name) {
    return Optional.ofNullable(segments.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no tensor named '" + DisplayText.of(name) + "' belongs to " + group.name()));
  }

  /** Returns whether it was given back. */
  public boolean closed() {
    return !arena.scope().isAlive();
  }

  /**
   * Gives the memory back, so that a later layer can take its place; a second call does nothing.
   *
   * @throws IllegalStateException while another thread's native call uses a tensor
   */
  @Override
  public void close() {
    if (!closed()) {
      arena.close();
      giveBack.run();
    }
  }
}
