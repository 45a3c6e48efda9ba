package org.weightbench.runner.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all that it started, however far that has gone from it: every one inherits a mark
 * in its environment. Where the system shows no environments only its descendants are known. Usable
 * from several threads.
 */
final class ProcessTree implements AutoCloseable {
  private static final String VARIABLE = "WEIGHTBENCH_STARTED_BY";
  private static final int MOST_ROUNDS = 1000;
  private static final long BETWEEN_ROUNDS_NANOS = 2_000_000;

  private final String mark;
  private final AtomicReference<Optional<Process>> root = new AtomicReference<>(Optional.empty());

  private ProcessTree(String mark) {
    this.mark = mark;
  }

  /**
   * Returns the tree with a mark. It may have processes that a killed runner left.
   *
   * @param mark a text that nobody else uses
   */
  static ProcessTree marked(String mark) {
    return new ProcessTree(mark);
  }

  /**
   * Starts its first process, with both outputs in one.
   *
   * @throws IOException when it cannot be started
   */
  Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(VARIABLE, mark);
    Process process = builder.start();
    root.set(Optional.of(process));
    return process;
  }

  /** Returns the numbers of the processes that live now. */
  Set<Long> processes() {
    return living().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private Stream<ProcessHandle> living() {
    Stream<ProcessHandle> started =
        root.get().stream()
            .flatMap(
                process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()));
    return Stream.concat(started, ProcessHandle.allProcesses().filter(this::bearsMark))
        .distinct()
        .filter(ProcessHandle::isAlive);
  }

  private boolean bearsMark(ProcessHandle process) {
    Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
    try {
      String text = new String(Files.readAllBytes(environment), StandardCharsets.UTF_8);
      return ("\0" + text).contains("\0" + VARIABLE + "=" + mark + "\0");
    } catch (IOException _) {
      // It has ended, belongs to another user, or this system has no such folder.
      return false;
    }
  }

  /** Kills all of it, also what is being started meanwhile. */
  void kill() {
    List<ProcessHandle> living = living().toList();
    for (int round = 0; round < MOST_ROUNDS && !living.isEmpty(); round++) {
      living.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(BETWEEN_ROUNDS_NANOS);
      living = living().toList();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
