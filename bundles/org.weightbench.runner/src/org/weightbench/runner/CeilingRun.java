package org.weightbench.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbench.experiment.CeilingEvent;
import org.weightbench.experiment.CeilingStore;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.CeilingProgress;
import org.weightbench.hardware.ceiling.CeilingRequest;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.runner.internal.ForkJvm;

/**
 * Measures ceilings in a process of its own, or takes those that were measured minutes before on
 * the same file system.
 */
public final class CeilingRun {
  private final CeilingStore store;

  /**
   * Creates runs that share a store.
   *
   * @param store keeps what is measured to the end
   */
  public CeilingRun(CeilingStore store) {
    this.store = store;
  }

  /** Creates runs that share the user's store. */
  public CeilingRun() {
    this(CeilingStore.ofUser());
  }

  /**
   * Takes fresh ceilings from the store, or measures.
   *
   * @param model the model's file, any of its shards, or a folder on the file system of interest
   * @throws CancelledException when the progress said so
   * @throws IOException when nothing can be measured
   */
  public Ceilings fresh(Path model, CeilingProgress progress) throws IOException {
    String fileSystem = CeilingMeasurement.fileSystem(model);
    Optional<Ceilings> kept = store.find(fileSystem, CeilingStore.FRESH);
    if (kept.isPresent() && covers(kept.get(), model)) {
      return kept.get();
    }
    Ceilings measured = measure(model, CeilingRequest.USUAL_BUDGET, progress);
    if (!measured.complete()) {
      throw new CancelledException();
    }
    return measured;
  }

  /**
   * Tells whether ceilings know how fast every type of a model becomes floats.
   *
   * @param model the model's file, any of its shards, or a folder
   */
  public static boolean covers(Ceilings ceilings, Path model) {
    Set<String> known =
        ceilings.ceilings().stream()
            .map(ceiling -> ceiling.conditions().tensorType())
            .collect(Collectors.toSet());
    return CeilingRequest.of(model).types().stream().map(Enum::name).allMatch(known::contains);
  }

  /**
   * Measures now and keeps the result, unless it was cancelled.
   *
   * @param model the model's file, any of its shards, or a folder on the file system of interest
   * @return what was measured; incomplete when the progress cancelled
   * @throws IOException when nothing can be measured
   */
  public Ceilings measure(Path model, Duration budget, CeilingProgress progress)
      throws IOException {
    return measure(model, budget, Set.of(), progress);
  }

  /**
   * Measures as {@link #measure(Path, Duration, CeilingProgress)} with weights of certain types.
   *
   * @param types whose weights become floats; none for the model's own, or all without a model
   */
  public Ceilings measure(
      Path model, Duration budget, Set<TensorType> types, CeilingProgress progress)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ForkJvm.java().toString());
    command.addAll(ForkJvm.options());
    command.add("-Xmx1g");
    command.addAll(List.of("-cp", ForkJvm.classPath(), CeilingMain.class.getName()));
    command.add(model.toAbsolutePath().toString());
    command.add(String.valueOf(budget.toSeconds()));
    if (!types.isEmpty()) {
      command.add(types.stream().map(TensorType::name).collect(Collectors.joining(",")));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Ceilings ceilings = follow(lines, process, progress);
      if (ceilings.complete()) {
        store.save(ceilings);
      }
      return ceilings;
    } finally {
      process.getOutputStream().close();
    }
  }

  private static Ceilings follow(BufferedReader lines, Process process, CeilingProgress progress)
      throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (CeilingEvent.fromJson(line)) {
        case CeilingEvent.Working(double share, String what) -> progress.at(share, what);
        case CeilingEvent.Measured(var ceiling) -> progress.measured(ceiling);
        case CeilingEvent.Finished(Ceilings ceilings) -> {
          return ceilings;
        }
        case CeilingEvent.Failed(String problem) -> throw new IOException(problem);
      }
      if (progress.cancelled()) {
        process.getOutputStream().close();
      }
    }
    throw new IOException(
        "ceilings could not be measured, because the process that did so "
            + ForkJvm.ending(process.onExit().join().exitValue()));
  }
}
