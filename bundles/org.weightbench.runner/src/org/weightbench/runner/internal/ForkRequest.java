package org.weightbench.runner.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.Cell;

/**
 * What a fork is to measure.
 *
 * @param model the model's file, or any of its shards
 * @param shards all of its files
 * @param warmupModel small model to warm the code on
 * @param cell the settings
 * @param groupFolders folders of the control group that the fork enters before it loads; none when
 *     it stays where it is
 * @param memoryLimitBytes memory that this group allows; null when nothing limits it
 * @param answer where the {@link ForkAnswer} goes
 */
public record ForkRequest(
    String model,
    List<String> shards,
    String warmupModel,
    Cell cell,
    List<String> groupFolders,
    @Nullable Long memoryLimitBytes,
    String answer) {

  /** System property of the fork that names the file of the request. */
  public static final String PROPERTY = "org.weightbench.runner.request";

  /** Copies the lists. */
  public ForkRequest {
    shards = List.copyOf(shards);
    groupFolders = List.copyOf(groupFolders);
  }
}
