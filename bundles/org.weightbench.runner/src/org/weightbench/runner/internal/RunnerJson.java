package org.weightbench.runner.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.weightbench.experiment.ResultFolder;

/** Passes records between the runner and its forks, as files. */
final class RunnerJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private RunnerJson() {}

  static void write(Path file, Object record) throws IOException {
    ResultFolder.writeWhole(file, MAPPER.writeValueAsString(record));
  }

  static <T> T read(Path file, Class<T> type) throws IOException {
    return MAPPER.readValue(file.toFile(), type);
  }
}
