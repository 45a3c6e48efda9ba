package org.weightbench.launching.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.weightbench.os.SearchPath;

/**
 * A process that needs nobody: it writes to files, reads nothing, and where the system has {@code
 * setsid} it is in a session of its own, so that neither the end of the one who started it nor that
 * of a terminal ends it. Its streams follow the files from their beginning; another process may do
 * so as well, later too.
 */
public final class DetachedProcess extends Process {
  /** Exit value of a process whose end was not seen. */
  public static final int UNKNOWN_EXIT = -1;

  private static final String OUTPUT = "events.jsonl";
  private static final String ERROR = "console.txt";
  private static final String OWN_SESSION = "setsid";

  private final Optional<ProcessHandle> handle;
  private final CompletableFuture<Integer> exit;
  private final CompletableFuture<Boolean> letGo = new CompletableFuture<>();
  private final InputStream output;
  private final InputStream error;

  private DetachedProcess(
      Optional<ProcessHandle> handle, CompletableFuture<Integer> exit, Path folder)
      throws IOException {
    this.handle = handle;
    this.exit = exit;
    CompletableFuture<Object> over = CompletableFuture.anyOf(exit, letGo);
    output = new FollowedFile(folder.resolve(OUTPUT), over);
    error = new FollowedFile(folder.resolve(ERROR), over);
  }

  /**
   * Starts a process.
   *
   * @param line command and arguments
   * @param folder existing folder that takes what the process writes
   * @throws IOException when it cannot be started
   */
  public static DetachedProcess start(List<String> line, Path folder) throws IOException {
    List<String> whole = new ArrayList<>();
    SearchPath.ofEnvironment().find(OWN_SESSION).map(Path::toString).ifPresent(whole::add);
    whole.addAll(line);
    Process process =
        new ProcessBuilder(whole)
            .redirectOutput(folder.resolve(OUTPUT).toFile())
            .redirectError(folder.resolve(ERROR).toFile())
            .start();
    process.getOutputStream().close();
    return new DetachedProcess(
        Optional.of(process.toHandle()), process.onExit().thenApply(Process::exitValue), folder);
  }

  /**
   * Follows a process that another one started.
   *
   * @param handle the process; empty when it has ended
   * @param folder what it was started with
   * @throws IOException when what it wrote cannot be read
   */
  public static DetachedProcess found(Optional<ProcessHandle> handle, Path folder)
      throws IOException {
    return new DetachedProcess(
        handle,
        handle
            .map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null))
            .thenApply(_ -> UNKNOWN_EXIT),
        folder);
  }

  /** Ends the streams, while the process may run on. */
  public void letGo() {
    letGo.complete(true);
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return error;
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int exitValue() {
    if (!exit.isDone()) {
      throw new IllegalThreadStateException("the process has not ended");
    }
    return exit.join();
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  /** Asks it to end; its streams go on. */
  @Override
  public void destroy() {
    handle.ifPresent(ProcessHandle::destroy);
  }

  /** Kills it and what it started; its streams go on. */
  @Override
  public Process destroyForcibly() {
    handle.ifPresent(
        alive -> {
          alive.descendants().forEach(ProcessHandle::destroyForcibly);
          alive.destroyForcibly();
        });
    return this;
  }

  /**
   * Returns its handle.
   *
   * @throws UnsupportedOperationException when it had ended before it was found
   */
  @Override
  public ProcessHandle toHandle() {
    return handle.orElseThrow(UnsupportedOperationException::new);
  }
}
