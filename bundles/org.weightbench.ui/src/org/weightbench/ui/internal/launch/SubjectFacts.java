package org.weightbench.ui.internal.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.osgi.util.NLS;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufProblem;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.os.MemoryCounters;
import org.weightbench.ui.internal.Messages;

/**
 * What was found where a configuration points.
 *
 * @param subject what was looked at
 * @param error why it cannot be loaded, as one sentence; empty when it can
 * @param warning what is odd but does not hinder
 * @param summary what it is; empty where there is an error
 * @param tensorBytes bytes that one load delivers of each model, where models were found
 */
record SubjectFacts(
    Subject subject,
    Optional<String> error,
    Optional<String> warning,
    String summary,
    List<Long> tensorBytes) {

  /** Looks. It reads files: call it in a job. */
  static SubjectFacts of(Subject subject) {
    if (subject.location().isBlank()) {
      return error(
          subject,
          switch (subject) {
            case Subject.Models _ -> Messages.model_noModel;
            case Subject.ExperimentFile _ -> Messages.model_noExperiment;
            case Subject.UnfinishedResult _ -> Messages.model_noResult;
          });
    }
    try {
      return switch (subject) {
        case Subject.Models models -> models(models);
        case Subject.ExperimentFile(String location) -> experiment(subject, existing(location));
        case Subject.UnfinishedResult(String location) -> result(subject, existing(location));
      };
    } catch (CoreException e) {
      return error(subject, e.getStatus().getMessage());
    } catch (IOException e) {
      return error(subject, e.getMessage());
    }
  }

  private static Path existing(String location) throws CoreException, IOException {
    Path path = Locations.resolve(location);
    if (!Files.exists(path)) {
      throw new IOException(NLS.bind(Messages.model_notFound, path));
    }
    return path;
  }

  /** Shards of one model count as one model. */
  private static SubjectFacts models(Subject.Models subject) throws CoreException, IOException {
    List<String> summaries = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    Map<Path, Path> byFirstShard = new HashMap<>();
    for (String location : subject.locations()) {
      Path path = existing(location);
      Path same = byFirstShard.putIfAbsent(GgufModel.files(path).getFirst(), path);
      if (same != null) {
        warnings.add(Messages.format(Messages.model_sameModel, same, path));
        continue;
      }
      try (GgufModel model = GgufModel.open(path)) {
        summaries.add(summary(model, path, subject.locations().size() > 1));
        warning(model.problems()).ifPresent(warnings::add);
        bytes.add(model.tensorBytes());
      }
    }
    return new SubjectFacts(
        subject,
        Optional.empty(),
        warnings.stream().findFirst(),
        String.join("\n", summaries),
        List.copyOf(bytes));
  }

  /** Several models may call themselves by the same name. */
  private static String summary(GgufModel model, Path path, boolean byFile) {
    String file = String.valueOf(path.getFileName());
    String name = byFile ? file : model.metadata().string("general.name").orElse(file);
    return Messages.format(
            Messages.model_summary,
            name,
            model.metadata().string("general.architecture").orElse("?"),
            model.tensors().size(),
            Quantities.bytes(model.fileBytes()),
            model.shards().size())
        + "; "
        + memory(model.tensorBytes());
  }

  /** What is loaded as a copy must find room. */
  private static String memory(long tensorBytes) {
    try {
      long available = MemoryCounters.now().availableBytes();
      return Messages.format(
          tensorBytes <= available ? Messages.model_fits : Messages.model_tooLarge,
          Quantities.bytes(tensorBytes),
          Quantities.bytes(available));
    } catch (IOException e) {
      return Messages.format(Messages.model_memoryUnknown, e.getMessage());
    }
  }

  private static Optional<String> warning(List<GgufProblem> problems) {
    return switch (problems.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(problems.getFirst().message());
      default ->
          Optional.of(
              Messages.format(
                  Messages.model_problems, problems.getFirst().message(), problems.size() - 1));
    };
  }

  private static SubjectFacts experiment(Subject subject, Path path) throws IOException {
    ExperimentDefinition definition = ExperimentFile.read(path);
    ExperimentPlan plan = ExperimentPlan.of(definition, _ -> Optional.empty());
    return found(
        subject,
        Messages.format(
            Messages.model_summaryExperiment,
            definition.name(),
            plan.cells().size(),
            plan.runs().size()));
  }

  private static SubjectFacts result(Subject subject, Path path) throws IOException {
    ResultFolder folder = ResultFolder.open(path);
    ExperimentPlan plan = ExperimentPlan.of(folder.definition(), _ -> Optional.empty());
    return found(
        subject,
        Messages.format(
            Messages.model_summaryResult,
            folder.name(),
            folder.samples().size(),
            plan.runs().size()));
  }

  private static SubjectFacts found(Subject subject, String summary) {
    return new SubjectFacts(subject, Optional.empty(), Optional.empty(), summary, List.of());
  }

  private static SubjectFacts error(Subject subject, String sentence) {
    return new SubjectFacts(subject, Optional.of(sentence), Optional.empty(), "", List.of());
  }
}
