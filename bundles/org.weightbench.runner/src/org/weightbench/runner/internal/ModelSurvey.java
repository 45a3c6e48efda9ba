package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.weightbench.analysis.roofline.ModelFacts;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentPlan;
import org.weightbench.experiment.ExperimentPlan.SkippedCell;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.load.LoadException;
import org.weightbench.load.LoadPlan;
import org.weightbench.load.LoadSettings;

/**
 * What a model's header and its file system tell about running an experiment on it. The model is
 * open only while this is made: a mapping that stays would keep pages from being evicted.
 */
public final class ModelSurvey {
  private static final double ENOUGH_MEMORY = 1.5;

  private final ExperimentDefinition definition;
  private final Path path;
  private final String name;
  private final String architecture;
  private final List<Path> shards;
  private final long fileBytes;
  private final int tensors;
  private final long tensorBytes;
  private final Set<TensorType> types;
  private final Map<String, Long> weightsByType = new TreeMap<>();
  private final Map<Cell, Feasibility> cells = new HashMap<>();

  private record Feasibility(
      Optional<String> problem, long destinationBytes, long deliveredBytes, long storedBytes) {
    Feasibility with(Optional<String> other) {
      return new Feasibility(other, destinationBytes, deliveredBytes, storedBytes);
    }
  }

  /** Memory that may be filled now, and what sets the limit. */
  private record Room(long bytes, boolean limitedByGroup) {
    static Room now() {
      Machine machine = MachineInventory.read(List.of());
      long limit = machine.limits().memoryBytes().orElse(Long.MAX_VALUE);
      long available = machine.memory().availableBytes().orElse(Long.MAX_VALUE);
      return new Room(Math.min(limit, available), limit < available);
    }

    /** Loads under pressure are not asked: only their own control group runs out of memory. */
    Optional<String> lacks(Cell cell, long needed) {
      return needed <= bytes || cell.value(Axes.CACHE) == CacheState.PRESSURE
          ? Optional.empty()
          : Optional.of(
              "delivered as "
                  + cell.value(Axes.DELIVER).label()
                  + " the model needs "
                  + Quantities.bytes(needed)
                  + " of memory, found "
                  + Quantities.bytes(bytes)
                  + (limitedByGroup ? " allowed by the control group" : " available")
                  + "; free memory, take a smaller model, load a part (tensors first=4GiB), or"
                  + " deliver mapped");
    }
  }

  private ModelSurvey(ExperimentDefinition definition, Path path, GgufModel model) {
    this.definition = definition;
    this.path = path;
    name =
        model
            .metadata()
            .string("general.name")
            .filter(text -> !text.isBlank())
            .orElse(String.valueOf(path.getFileName()));
    architecture = model.metadata().string("general.architecture").orElse("unknown");
    shards = model.shards().stream().map(GgufFile::path).toList();
    fileBytes = model.fileBytes();
    tensors = model.tensors().size();
    tensorBytes = model.tensorBytes();
    types = EnumSet.noneOf(TensorType.class);
    model.tensors().stream().flatMap(tensor -> tensor.type().stream()).forEach(types::add);
    model.tensors().forEach(t -> weightsByType.merge(t.typeName(), t.weights(), Long::sum));
    Surroundings.Obstacles obstacles = new Surroundings.Obstacles(shards, fileBytes);
    Map<LoadSettings, Feasibility> ways = new HashMap<>();
    Room room = Room.now();
    for (Cell cell : definition.combinations()) {
      if (cell.contradiction().isEmpty()) {
        cells.put(
            cell,
            obstacles
                .of(cell)
                .map(problem -> new Feasibility(Optional.of(problem), 0, 0, 0))
                .orElseGet(() -> feasibility(model, cell, ways, room)));
      }
    }
  }

  /**
   * Reads the header of a model and asks which cells can be run on it.
   *
   * @throws GgufException when it is no model or damaged
   */
  public static ModelSurvey of(ExperimentDefinition definition, Path path) throws GgufException {
    Path absolute = path.toAbsolutePath().normalize();
    try (GgufModel model = GgufModel.open(absolute)) {
      return new ModelSurvey(definition, absolute, model);
    }
  }

  private Feasibility feasibility(
      GgufModel model, Cell cell, Map<LoadSettings, Feasibility> ways, Room room) {
    if (cell.isExternal()) {
      return new Feasibility(Optional.empty(), 0, tensorBytes, tensorBytes);
    }
    Feasibility way =
        ways.computeIfAbsent(
            cell.loadSettings().withReadThreads(1), settings -> feasibility(model, settings));
    return way.problem().isPresent() ? way : way.with(room.lacks(cell, way.destinationBytes()));
  }

  private static Feasibility feasibility(GgufModel model, LoadSettings settings) {
    try {
      LoadPlan plan = LoadPlan.of(model, settings);
      return new Feasibility(
          Optional.empty(), plan.destinationBytes(), plan.deliveredBytes(), plan.logicalBytes());
    } catch (LoadException e) {
      return new Feasibility(Optional.of(Explain.message(e)), 0, 0, 0);
    }
  }

  /**
   * Plans the definition with the cells that can be run.
   *
   * @throws IOException when there is none
   */
  public ExperimentPlan plan() throws IOException {
    ExperimentPlan plan =
        ExperimentPlan.of(
            definition, cell -> Optional.ofNullable(cells.get(cell)).flatMap(Feasibility::problem));
    if (plan.cells().isEmpty()) {
      List<String> reasons = plan.skipped().stream().map(SkippedCell::reason).distinct().toList();
      throw new IOException(
          "no combination of the sweep can be run on " + path + ": " + String.join("; ", reasons));
    }
    return plan;
  }

  /**
   * Refuses a plan that was made earlier and of which a load does not fit into memory now.
   *
   * @throws IOException when it does not fit
   */
  public void requireMemory(ExperimentPlan plan) throws IOException {
    Room room = Room.now();
    for (Cell cell : plan.cells()) {
      Optional<String> problem = room.lacks(cell, destinationBytes(cell));
      if (problem.isPresent()) {
        throw new IOException(path + ": " + problem.get());
      }
    }
  }

  /** Returns what a person should know before loads of a plan begin. */
  public List<String> notes(ExperimentPlan plan) {
    long largest = plan.cells().stream().mapToLong(this::storedBytes).max().orElse(0);
    Machine machine = MachineInventory.read(List.of());
    long memory =
        Math.min(
            machine.memory().totalBytes().orElse(Long.MAX_VALUE),
            machine.limits().memoryBytes().orElse(Long.MAX_VALUE));
    return memory >= ENOUGH_MEMORY * largest
        ? List.of()
        : List.of(
            "memory is short: "
                + Quantities.bytes(memory)
                + " for loads of "
                + Quantities.bytes(largest)
                + ", where one and a half times as much is a good measure");
  }

  private long destinationBytes(Cell cell) {
    return Optional.ofNullable(cells.get(cell)).map(Feasibility::destinationBytes).orElse(0L);
  }

  /** Returns the bytes that a load of this cell makes ready. */
  public long deliveredBytes(Cell cell) {
    return Optional.ofNullable(cells.get(cell))
        .map(Feasibility::deliveredBytes)
        .orElse(tensorBytes);
  }

  /** Returns the bytes in the files of the tensors that this cell loads. */
  public long storedBytes(Cell cell) {
    return Optional.ofNullable(cells.get(cell)).map(Feasibility::storedBytes).orElse(tensorBytes);
  }

  /** Returns the file that was named, absolute. */
  public Path path() {
    return path;
  }

  /** Returns all files of the model. */
  public List<Path> shards() {
    return shards;
  }

  /** Returns the bytes of all files. */
  public long fileBytes() {
    return fileBytes;
  }

  /** Returns the bytes of all tensors. */
  public long tensorBytes() {
    return tensorBytes;
  }

  /** Returns the known types of its tensors. */
  public Set<TensorType> types() {
    return Set.copyOf(types);
  }

  /** Returns what decides the work of loading a part of the model. */
  public ModelFacts facts(long bytes) {
    return new ModelFacts(tensorBytes(), weightsByType).part(bytes);
  }

  /** Returns the record of the model with what was verified. */
  public ModelRecord record(String contentHash, List<ModelRecord.Verification> verifications) {
    return new ModelRecord(
        ModelRecord.SCHEMA,
        path.toString(),
        name,
        architecture,
        shards.size(),
        fileBytes,
        tensors,
        tensorBytes,
        contentHash,
        new ArrayList<>(verifications),
        weightsByType);
  }
}
