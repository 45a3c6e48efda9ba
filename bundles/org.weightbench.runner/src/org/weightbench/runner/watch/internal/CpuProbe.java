package org.weightbench.runner.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.weightbench.experiment.timeline.Channel;
import org.weightbench.experiment.timeline.Quantity;
import org.weightbench.experiment.timeline.TimelineSink;
import org.weightbench.os.CounterSource;
import org.weightbench.os.CpuCounters;
import org.weightbench.os.CpuCounters.Core;

/** Reads the processors that were online at the start, each by itself, and the tasks. */
public final class CpuProbe implements Probe {
  private static final List<CounterProbe.Field<CpuCounters>> TASKS =
      List.of(
          new CounterProbe.Field<>(Quantity.CONTEXT_SWITCHES, CpuCounters::contextSwitches),
          new CounterProbe.Field<>(Quantity.RUNNABLE, CpuCounters::runnable),
          new CounterProbe.Field<>(Quantity.BLOCKED, CpuCounters::blocked));
  private static final List<CounterProbe.Field<Core>> TIMES =
      List.of(
          new CounterProbe.Field<>(Quantity.CPU_USER_TIME, Core::userNanos),
          new CounterProbe.Field<>(Quantity.CPU_SYSTEM_TIME, Core::systemNanos),
          new CounterProbe.Field<>(Quantity.CPU_IDLE_TIME, Core::idleNanos),
          new CounterProbe.Field<>(Quantity.CPU_IOWAIT_TIME, Core::ioWaitNanos),
          new CounterProbe.Field<>(Quantity.CPU_STOLEN_TIME, Core::stolenNanos));

  private final CounterSource<CpuCounters> source;
  private final List<Integer> numbers;
  private final List<Channel> channels = new ArrayList<>();

  /** Takes over a source. */
  public CpuProbe(CounterSource<CpuCounters> source) throws IOException {
    this.source = source;
    this.numbers = source.read().cores().stream().map(Core::number).toList();
    TASKS.forEach(field -> channels.add(Channel.of(field.quantity())));
    for (int number : numbers) {
      TIMES.forEach(field -> channels.add(new Channel(field.quantity(), Integer.toString(number))));
    }
  }

  @Override
  public List<Channel> channels() {
    return channels;
  }

  @Override
  public void read(long[] into, int at) throws IOException {
    CpuCounters counters = source.read();
    int next = at;
    for (CounterProbe.Field<CpuCounters> field : TASKS) {
      into[next++] = field.number().applyAsLong(counters);
    }
    Arrays.fill(into, next, next + numbers.size() * TIMES.size(), TimelineSink.NO_VALUE);
    int known = 0;
    for (Core core : counters.cores()) {
      while (known < numbers.size() && numbers.get(known) < core.number()) {
        known++;
      }
      if (known < numbers.size() && numbers.get(known) == core.number()) {
        for (int i = 0; i < TIMES.size(); i++) {
          into[next + known * TIMES.size() + i] = TIMES.get(i).number().applyAsLong(core);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
