package org.weightbench.load;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbench.gguf.DisplayText;
import org.weightbench.load.internal.ContentHasher;
import org.weightbench.load.internal.LoadRun;

/**
 * The tensors of a model, ready in memory. May be used from any thread; after {@link #close} its
 * segments throw {@link IllegalStateException}.
 */
public final class LoadedModel implements AutoCloseable {
  private final LoadPlan plan;
  private final LoadReport report;
  private final List<PlannedTensor> tensors;
  private final Map<String, MemorySegment> segments;
  private final LoadRun run;

  LoadedModel(LoadRun run, LoadReport report) {
    this.run = run;
    this.plan = run.plan();
    this.report = report;
    this.tensors = plan.settings().windowBytes() > 0 ? List.of() : plan.tensors();
    this.segments =
        tensors.stream()
            .collect(Collectors.toUnmodifiableMap(tensor -> tensor.info().name(), run::segment));
  }

  /** Returns what the load did and how long it took. */
  public LoadReport report() {
    return report;
  }

  /**
   * Returns the tensors in the order of reading, with the types in which they were delivered; none
   * when a consumer took them through a window.
   */
  public List<PlannedTensor> tensors() {
    return tensors;
  }

  /**
   * Returns a tensor's bytes in the delivered form, read-only.
   *
   * @throws IllegalArgumentException when no tensor of that name was loaded
   */
  public MemorySegment tensor(String name) {
    return Optional.ofNullable(segments.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no tensor named '" + DisplayText.of(name) + "' was loaded"));
  }

  /**
   * Computes the name of the content from what lies in memory.
   *
   * @param threads threads to hash with, at least 1
   * @throws LoadException when a mapped file was truncated meanwhile
   */
  public ContentHash contentHash(int threads) throws LoadException {
    List<ContentHasher.Entry> entries =
        tensors.stream()
            .map(
                tensor ->
                    new ContentHasher.Entry(
                        tensor.info(),
                        tensor.type().name(),
                        consumer -> consumer.take(tensor(tensor.info().name()))))
            .toList();
    return new ContentHasher(plan.shards()).hash(entries, threads);
  }

  /** Releases the memory; a second call does nothing. */
  @Override
  public void close() {
    run.close();
  }
}
