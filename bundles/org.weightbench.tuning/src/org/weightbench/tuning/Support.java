package org.weightbench.tuning;

/**
 * What a profile rests on.
 *
 * @param result path of the result folder; empty when nothing was measured
 * @param modelName name of the model
 * @param modelPath file of the model, absolute
 * @param contentHash hash of its weights; empty when it was not recorded
 * @param medianSeconds expected load time
 * @param lowSeconds lower end of its 95 % interval
 * @param highSeconds upper end of its 95 % interval
 * @param samples samples that count; 0 when nothing was measured, and then the times say nothing
 * @param cells other cells of the result that it was chosen among
 */
public record Support(
    String result,
    String modelName,
    String modelPath,
    String contentHash,
    double medianSeconds,
    double lowSeconds,
    double highSeconds,
    int samples,
    int cells) {

  /** Returns the support of settings that nobody has measured yet. */
  public static Support none(String modelName, String modelPath) {
    return new Support("", modelName, modelPath, "", 0, 0, 0, 0, 0);
  }

  /** Tells whether there are samples, and so an expected load time. */
  public boolean measured() {
    return samples > 0;
  }
}
