package org.weightbench.runner.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Details;
import org.weightbench.experiment.Sample.LayerTime;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.timeline.TimelineEvent;
import org.weightbench.experiment.timeline.TimelineEvent.Kind;
import org.weightbench.experiment.timeline.TimelineHeader;
import org.weightbench.experiment.timeline.TimelineLog;
import org.weightbench.os.CounterSource;
import org.weightbench.os.ProcessTree;
import org.weightbench.os.ProcessTreeCounters;
import org.weightbench.runner.watch.internal.GaugeProbe;
import org.weightbench.runner.watch.internal.Probes;

/**
 * Records the timelines of samples into a result folder, from this process beside the measured one.
 *
 * @param folder the result folder
 * @param shards the model's files
 * @param interval between two ticks at first
 */
public record SampleRecorder(ResultFolder folder, List<Path> shards, Duration interval) {
  /**
   * System property of the runner that sets the interval in milliseconds; 0 records nothing, for
   * finding out what recording costs.
   */
  public static final String PROPERTY = "org.weightbench.runner.timeline";

  /** The interval that suits a load of a second as well as one of an hour. */
  private static final int STANDARD_MILLIS = 20;

  /** Records as is usual. */
  public static SampleRecorder of(ResultFolder folder, List<Path> shards) {
    return new SampleRecorder(
        folder, shards, Duration.ofMillis(Integer.getInteger(PROPERTY, STANDARD_MILLIS)));
  }

  /** Copies the list. */
  public SampleRecorder {
    shards = List.copyOf(shards);
  }

  /**
   * Starts to record; the measured process must be started by this one after it.
   *
   * @param run number of the run
   */
  public Recording start(int run) throws IOException {
    LoadGauge gauge = LoadGauge.create();
    if (interval.isZero()) {
      return new Recording(gauge, Optional.empty());
    }
    try {
      return new Recording(
          gauge, Optional.of(new Running(folder.timelineFile(run), shards, interval, gauge)));
    } catch (IOException | RuntimeException failure) {
      gauge.close();
      throw failure;
    }
  }

  /** The recording of one sample. Used by one thread. */
  public static final class Recording implements AutoCloseable {
    private final LoadGauge gauge;
    private final Optional<Running> running;

    private Recording(LoadGauge gauge, Optional<Running> running) {
      this.gauge = gauge;
      this.running = running;
    }

    /** By which the measured process tells how far it is. */
    public LoadGauge gauge() {
      return gauge;
    }

    /**
     * The most memory that the measured processes were seen to have at once; empty when nobody
     * looked or it was over too soon.
     */
    public OptionalLong peakResidentBytes() {
      long bytes = running.map(all -> all.peak.get()).orElse(0L);
      return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    }

    /**
     * Ends the recording with what the sample tells.
     *
     * @throws IOException when the timeline could not be recorded
     */
    public void finish(Sample sample) throws IOException {
      if (running.isPresent()) {
        running.get().finish(gauge, sample);
      }
    }

    /** Ends the recording; one that was not finished leaves no file. */
    @Override
    public void close() throws IOException {
      try (LoadGauge _ = gauge) {
        if (running.isPresent()) {
          running.get().close();
        }
      }
    }
  }

  private static final class Running implements AutoCloseable {
    private final Path file;
    private final Probes probes;
    private final TimelineLog log;
    private final long originNanos;
    private final TimelineSampler sampler;
    private final AtomicLong peak = new AtomicLong();
    private boolean finished;

    Running(Path file, List<Path> shards, Duration interval, LoadGauge gauge) throws IOException {
      this.file = file;
      Optional<CounterSource<ProcessTreeCounters>> processes =
          ProcessTree.capability().available()
              ? Optional.of(new Peak(ProcessTree.ofFutureChildren(), peak))
              : Optional.empty();
      probes = Probes.open(shards, processes, Optional.of(new GaugeProbe(gauge::doneBytes)));
      try {
        TimelineSampler.warmUp(probes);
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        originNanos = System.nanoTime();
        log = TimelineLog.create(file, TimelineHeader.of(now, probes.channels(), probes.missing()));
      } catch (IOException | RuntimeException failure) {
        probes.close();
        throw failure;
      }
      sampler = TimelineSampler.start(probes, log, originNanos, interval, gauge);
    }

    void finish(LoadGauge gauge, Sample sample) throws IOException {
      sampler.close();
      OptionalLong start = gauge.startNanos();
      if (start.isPresent()) {
        event(start.getAsLong(), Kind.LOAD_STARTED, "");
        for (LayerTime layer : layers(sample)) {
          event(
              start.getAsLong() + layer.nanos(), Kind.LAYER_READY, Integer.toString(layer.layer()));
        }
        if (gauge.endNanos().isPresent()) {
          event(gauge.endNanos().getAsLong(), Kind.LOAD_ENDED, "");
        }
      }
      long now = System.nanoTime();
      for (String failure : probes.failures()) {
        event(now, Kind.NOTE, "not read to the end: " + failure);
      }
      event(now, Kind.NOTE, sampler.costText(now - originNanos));
      finished = true;
    }

    private static List<LayerTime> layers(Sample sample) {
      Measurement measurement = sample.measurement();
      Details details = measurement == null ? null : measurement.details();
      return details == null ? List.of() : details.layersReady();
    }

    private void event(long nanoTime, Kind kind, String detail) throws IOException {
      log.event(new TimelineEvent(nanoTime - originNanos, kind, detail));
    }

    @Override
    public void close() throws IOException {
      try (Probes _ = probes;
          TimelineLog _ = log) {
        sampler.close();
      } finally {
        if (!finished) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Counts processes and remembers the most memory that they had. */
  private record Peak(ProcessTree tree, AtomicLong peakBytes)
      implements CounterSource<ProcessTreeCounters> {
    @Override
    public ProcessTreeCounters read() throws IOException {
      ProcessTreeCounters counters = tree.read();
      peakBytes.set(counters.peakResidentBytes());
      return counters;
    }

    @Override
    public void close() throws IOException {
      tree.close();
    }
  }
}
