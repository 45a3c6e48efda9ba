package org.weightbench.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The model of an experiment and the proof that every strategy delivered its bytes, as kept in
 * {@code model.json}.
 *
 * @param schema version of this record
 * @param path the file that was named, absolute
 * @param name the model's own name, or its file name
 * @param architecture value of {@code general.architecture}, or {@code unknown}
 * @param shards number of files
 * @param fileBytes bytes of all files
 * @param tensors number of tensors
 * @param tensorBytes bytes of all tensors
 * @param contentHash hash of the tensors' names, types and bytes; equal hashes mean equal weights.
 *     Where every cell loads the same part of the model, it is the hash of that part
 * @param verifications one for each set of load settings
 * @param weightsByType number of weights by the name of their tensor type; absent in results of
 *     older versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelRecord(
    int schema,
    String path,
    String name,
    String architecture,
    int shards,
    long fileBytes,
    int tensors,
    long tensorBytes,
    String contentHash,
    List<Verification> verifications,
    @Nullable Map<String, Long> weightsByType) {

  /** Version that this class writes. */
  public static final int SCHEMA = 1;

  /** Copies the collections. */
  public ModelRecord {
    verifications = List.copyOf(verifications);
    weightsByType = weightsByType == null ? null : Map.copyOf(weightsByType);
  }

  /** Creates a record of a model of whose types nothing is known. */
  public ModelRecord(
      int schema,
      String path,
      String name,
      String architecture,
      int shards,
      long fileBytes,
      int tensors,
      long tensorBytes,
      String contentHash,
      List<Verification> verifications) {
    this(
        schema,
        path,
        name,
        architecture,
        shards,
        fileBytes,
        tensors,
        tensorBytes,
        contentHash,
        verifications,
        null);
  }

  /**
   * One untimed load whose tensors were hashed.
   *
   * @param settings the settings that decide what is delivered, by axis name
   * @param hash hash of what was delivered; absent when the load failed
   * @param expected hash of the reference
   * @param problem why the hash is not the expected one or the load failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Verification(
      Map<String, String> settings,
      @Nullable String hash,
      String expected,
      @Nullable String problem) {

    /** Returns the settings that tell something on one line. */
    public String way() {
      Cell cell = new Cell(settings);
      return settings.entrySet().stream()
          .filter(setting -> Axes.named(setting.getKey()).map(cell::tells).orElse(true))
          .map(setting -> setting.getKey() + "=" + setting.getValue())
          .collect(Collectors.joining(", "));
    }

    /** Tells whether the right bytes were delivered. */
    public boolean passed() {
      return expected.equals(hash);
    }
  }
}
