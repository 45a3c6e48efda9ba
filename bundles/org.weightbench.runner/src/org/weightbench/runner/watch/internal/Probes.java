package org.weightbench.runner.watch.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.TimelineSink;
import org.weightbench.os.BlockDevice;
import org.weightbench.os.Capability;
import org.weightbench.os.CounterSource;
import org.weightbench.os.CpuCounters;
import org.weightbench.os.MemoryCounters;
import org.weightbench.os.Pressure;
import org.weightbench.os.ProcessTreeCounters;
import org.weightbench.os.ResidencyProbe;
import org.weightbench.os.UnavailableException;

/**
 * All that is read at a tick. What this system lacks is left out with the reason; what fails later
 * is not read any more. Used by one thread at a time.
 */
public final class Probes implements AutoCloseable {
  private final List<Probe> probes = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final boolean[] failed;

  @FunctionalInterface
  private interface Opening {
    Probe open() throws IOException;
  }

  private Probes(
      List<Path> files,
      Optional<CounterSource<ProcessTreeCounters>> processes,
      Optional<GaugeProbe> gauge)
      throws IOException {
    gauge.ifPresent(this::add);
    Set<BlockDevice> devices = devices(files);
    for (BlockDevice device : devices) {
      open(() -> new CounterProbe<>(device.source(), device.name(), CounterProbe.DEVICE));
    }
    processes.ifPresent(source -> add(new CounterProbe<>(source, "", CounterProbe.PROCESSES)));
    open(() -> new CpuProbe(CpuCounters.source()));
    open(() -> new CounterProbe<>(MemoryCounters.source(), "", CounterProbe.MEMORY));
    for (Pressure.Resource resource : Pressure.Resource.values()) {
      open(
          () ->
              new CounterProbe<>(
                  Pressure.source(resource),
                  resource.name().toLowerCase(Locale.ROOT),
                  CounterProbe.PRESSURE));
    }
    openResidency(files);
    failed = new boolean[probes.size()];
  }

  /**
   * Opens what there is.
   *
   * @param files the model's files, whose disks and residency are read; none when there is no
   *     model, then all disks are
   * @param processes counts processes, and is taken over
   * @param gauge tells what a load has passed on
   */
  public static Probes open(
      List<Path> files,
      Optional<CounterSource<ProcessTreeCounters>> processes,
      Optional<GaugeProbe> gauge)
      throws IOException {
    return new Probes(files, processes, gauge);
  }

  private Set<BlockDevice> devices(List<Path> files) throws IOException {
    Set<BlockDevice> devices = new LinkedHashSet<>();
    if (files.isEmpty()) {
      devices.addAll(BlockDevice.disks());
      return devices;
    }
    for (Path file : files) {
      Capability capability = BlockDevice.capability(file);
      if (capability.available()) {
        BlockDevice.of(file).ifPresent(device -> devices.addAll(device.leaves()));
      } else {
        missing.add(new UnavailableException(capability).getMessage());
      }
    }
    return devices;
  }

  private void openResidency(List<Path> files) throws IOException {
    for (Path file : files) {
      Capability capability = ResidencyProbe.capability(file);
      if (!capability.available()) {
        missing.add(new UnavailableException(capability).getMessage());
        return;
      }
    }
    if (!files.isEmpty()) {
      add(new ModelProbe(ResidencyProbe.open(files)));
    }
  }

  private void open(Opening opening) throws IOException {
    try {
      add(opening.open());
    } catch (UnavailableException unavailable) {
      missing.add(unavailable.getMessage());
    }
  }

  private void add(Probe probe) {
    probes.add(probe);
    channels.addAll(probe.channels());
  }

  /** The channels, in the order of the numbers. */
  public List<Channel> channels() {
    return List.copyOf(channels);
  }

  /** What is not read, each with the reason. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /** What could be read at first and then failed, each with the reason. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Reads all channels. */
  public void read(long[] into) {
    int at = 0;
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      if (!failed[i]) {
        try {
          probe.read(into, at);
        } catch (IOException failure) {
          failed[i] = true;
          failures.add(String.valueOf(failure.getMessage()));
        }
      }
      if (failed[i]) {
        Arrays.fill(into, at, at + probe.channels().size(), TimelineSink.NO_VALUE);
      }
      at += probe.channels().size();
    }
  }

  @Override
  public void close() throws IOException {
    for (Probe probe : probes) {
      probe.close();
    }
  }
}
