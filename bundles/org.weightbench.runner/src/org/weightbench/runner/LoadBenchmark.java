package org.weightbench.runner;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.weightbench.load.LoadedModel;
import org.weightbench.runner.internal.MeasuredLoad;
import org.weightbench.runner.internal.ParentWatch;

/**
 * The JMH benchmark of one load: a single shot in a fresh process, since a second load would find
 * another page cache, another heap and compiled code. What to load the runner leaves in a file.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
@Threads(1)
@State(Scope.Benchmark)
@NullUnmarked
public class LoadBenchmark {
  private MeasuredLoad load;

  /**
   * Warms the code and brings the page cache to the asked state.
   *
   * @throws IOException when that fails
   */
  @Setup
  public void prepare() throws IOException {
    ParentWatch.start();
    load = MeasuredLoad.ofThisFork();
    load.prepare();
  }

  /**
   * Loads the model.
   *
   * @throws IOException when it cannot be loaded
   */
  @Benchmark
  public LoadedModel load() throws IOException {
    return load.load();
  }

  /**
   * Answers the runner.
   *
   * @throws IOException when that fails
   */
  @TearDown
  public void finish() throws IOException {
    load.finish();
  }
}
