package org.weightbench.hardware.ceiling;

import java.util.ArrayList;
import java.util.List;
import org.weightbench.hardware.Unit;

/**
 * What a ceiling was measured with.
 *
 * @param threads threads at work
 * @param blockBytes bytes of one request; 0 where there are no requests
 * @param queueDepth requests that one thread keeps under way; 0 where there are no requests
 * @param tensorType the stored type, such as 'Q4_K'; empty where no weights are turned into floats
 * @param format the floats, 'F32' or 'BF16'; empty where no weights are turned into floats
 */
public record Conditions(
    int threads, long blockBytes, int queueDepth, String tensorType, String format) {

  /** Conditions without requests and weights. */
  public static Conditions threads(int threads) {
    return new Conditions(threads, 0, 0, "", "");
  }

  /** Conditions of requests. */
  public static Conditions requests(long blockBytes, int queueDepth, int threads) {
    return new Conditions(threads, blockBytes, queueDepth, "", "");
  }

  /** Conditions of turning weights into floats. */
  public static Conditions weights(String tensorType, String format, int threads) {
    return new Conditions(threads, 0, 0, tensorType, format);
  }

  /** Returns the conditions in words: '4 MiB blocks, depth 8, 2 threads'. */
  public String text() {
    List<String> parts = new ArrayList<>();
    if (!tensorType.isEmpty()) {
      parts.add(tensorType + " to " + format);
    }
    if (blockBytes > 0) {
      parts.add(Unit.BYTES.text(blockBytes) + " blocks");
    }
    if (queueDepth > 1) {
      parts.add("depth " + queueDepth);
    }
    parts.add(threads == 1 ? "1 thread" : threads + " threads");
    return String.join(", ", parts);
  }
}
