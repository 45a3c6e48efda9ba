package org.weightbench.quant.internal;

/** What the search for the scales of a group makes small. */
enum Fit {
  /** What ggml's reference does: errors of weights that are large themselves count more. */
  REFERENCE {
    @Override
    float importance(float weight) {
      return weight * weight;
    }
  },

  /** The sum of squared errors, whatever the weights are. */
  LEAST_SQUARES {
    @Override
    float importance(float weight) {
      return 1;
    }
  };

  /** Returns what a weight's squared error counts where one scale is searched. */
  abstract float importance(float weight);
}
