package org.weightbench.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.weightbench.experiment.internal.Json;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

/**
 * Reads what fio measured ({@code fio --output-format=json}, fio 3) as ceilings: direct and
 * buffered sequential reads and direct random reads. Other jobs are passed over. The interval is
 * that of the mean of fio's own bandwidth samples, by the normal approximation.
 */
public final class FioFile {
  private static final double KIB = 1024;
  private static final double PERCENT = 100;
  private static final double NORMAL_95 = 1.96;
  private static final String STANDARD_BLOCK = "4k";

  private FioFile() {}

  /**
   * Reads a file.
   *
   * @param model path that was read, or any on the same file system
   * @param fileSystem name of the file system, as ceilings have it
   * @throws IOException when it cannot be read, is not fio's, or holds no job that reads
   */
  public static Ceilings read(Path file, Path model, String fileSystem) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
    JsonNode root;
    try {
      root = Json.read(text.substring(Math.max(0, text.indexOf('{'))), JsonNode.class);
    } catch (IOException e) {
      throw new IOException(file + ": found no JSON, expected fio --output-format=json", e);
    }
    if (!root.path("jobs").isArray()) {
      throw new IOException(file + ": found no 'jobs', expected fio --output-format=json");
    }
    List<Ceiling> ceilings = new ArrayList<>();
    for (JsonNode job : root.path("jobs")) {
      add(ceilings, job, root.path("global options"), file);
    }
    if (ceilings.isEmpty()) {
      throw new IOException(
          file
              + ": found no job that reads, expected rw=read, or rw=randread with direct=1, and"
              + " not invalidate=0, which leaves open what the page cache held");
    }
    return new Ceilings(
        Ceilings.SCHEMA,
        Instant.ofEpochSecond(root.path("timestamp").asLong()).toString(),
        model.toAbsolutePath().normalize().toString(),
        fileSystem,
        0,
        false,
        ceilings,
        List.of());
  }

  private static void add(List<Ceiling> ceilings, JsonNode job, JsonNode global, Path file)
      throws IOException {
    JsonNode read = job.path("read");
    String pattern = option(job, global, "rw", option(job, global, "readwrite", "read"));
    boolean direct = option(job, global, "direct", "0").equals("1");
    boolean random = pattern.equals("randread");
    double median = read.path("bw_bytes").asDouble();
    boolean cold = direct || !option(job, global, "invalidate", "1").equals("0");
    if (median <= 0 || !(random || pattern.equals("read")) || random && !direct || !cold) {
      return;
    }
    String block = option(job, global, "bs", option(job, global, "blocksize", STANDARD_BLOCK));
    OptionalLong bytes = Quantities.parseBytes(block);
    if (bytes.isEmpty()) {
      throw new IOException(file + ": found block size '" + block + "', expected one size");
    }
    int samples = read.path("bw_samples").asInt();
    double half =
        samples > 1 ? NORMAL_95 * read.path("bw_dev").asDouble() * KIB / Math.sqrt(samples) : 0;
    CeilingKind kind =
        random
            ? CeilingKind.RANDOM_DIRECT
            : direct ? CeilingKind.SEQUENTIAL_DIRECT : CeilingKind.SEQUENTIAL_COLD;
    ceilings.add(
        new Ceiling(
            kind,
            Conditions.requests(
                bytes.getAsLong(),
                Integer.parseInt(option(job, global, "iodepth", "1")),
                Integer.parseInt(option(job, global, "numjobs", "1"))),
            median,
            Math.max(0, median - half),
            median + half,
            (job.path("usr_cpu").asDouble() + job.path("sys_cpu").asDouble()) / PERCENT,
            Math.max(1, samples),
            samples > 1 && half <= Ceiling.STABLE_SHARE * median));
  }

  private static String option(JsonNode job, JsonNode global, String key, String standard) {
    return job.path("job options").path(key).asText(global.path(key).asText(standard));
  }
}
