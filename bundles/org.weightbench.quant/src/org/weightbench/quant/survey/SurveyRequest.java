package org.weightbench.quant.survey;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.weightbench.quant.QuantizationMix;

/**
 * What is asked of a {@link FormatSurvey}.
 *
 * @param formats the formats
 * @param threads numbers of threads to dequantize with, ascending
 * @param sampledWeights about how many weights are looked at, which bounds the memory: at most
 *     eight bytes a weight
 * @param measuring how long each rate is measured at least
 */
public record SurveyRequest(
    List<QuantizationMix> formats, List<Integer> threads, long sampledWeights, Duration measuring) {
  /** Enough that floats do not fit a cache: 64 MiB. */
  public static final long USUAL_WEIGHTS = 16 << 20;

  /** The most weights: 4 GiB of floats. */
  public static final long MOST_WEIGHTS = 1L << 30;

  /** The most threads. */
  public static final int MOST_THREADS = 1024;

  private static final Duration USUAL_MEASURING = Duration.ofMillis(400);

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when a number is out of range
   */
  public SurveyRequest {
    formats = List.copyOf(formats);
    threads = List.copyOf(threads);
    if (sampledWeights < 1 || sampledWeights > MOST_WEIGHTS) {
      throw new IllegalArgumentException(
          "a sample of %d weights cannot be taken: ask for 1 to %d"
              .formatted(sampledWeights, MOST_WEIGHTS));
    }
    if (threads.isEmpty()) {
      throw new IllegalArgumentException("no number of threads to dequantize with");
    }
    for (int count : threads) {
      if (count < 1 || count > MOST_THREADS) {
        throw new IllegalArgumentException(
            "%d threads cannot dequantize: ask for 1 to %d".formatted(count, MOST_THREADS));
      }
    }
  }

  /** Returns a request for these formats at 1, 2, 4 … and all of so many threads. */
  public static SurveyRequest of(List<QuantizationMix> formats, int mostThreads) {
    List<Integer> threads =
        IntStream.concat(
                IntStream.iterate(1, count -> count < mostThreads, count -> 2 * count),
                IntStream.of(mostThreads))
            .boxed()
            .toList();
    return new SurveyRequest(formats, threads, USUAL_WEIGHTS, USUAL_MEASURING);
  }

  /** Returns this request for a sample of another size. */
  public SurveyRequest withSampledWeights(long weights) {
    return new SurveyRequest(formats, threads, weights, measuring);
  }

  /** Returns this request with another time for each rate. */
  public SurveyRequest withMeasuring(Duration time) {
    return new SurveyRequest(formats, threads, sampledWeights, time);
  }
}
