package org.weightbench.tuning;

/**
 * What a profile rests on.
 *
 * @param result path of the result folder
 * @param modelName name of the model
 * @param modelPath file of the model, absolute
 * @param contentHash hash of its weights; empty when it was not recorded
 * @param medianSeconds expected load time
 * @param lowSeconds lower end of its 95 % interval
 * @param highSeconds upper end of its 95 % interval
 * @param samples samples that count
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
    int cells) {}
