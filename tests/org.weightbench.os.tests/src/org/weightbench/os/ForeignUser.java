package org.weightbench.os;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Runs an action on a thread whose file accesses the kernel judges as those of user 65534
 * (setfsuid(2), which holds for one thread), against files that belong to user 1.
 */
final class ForeignUser {
  private static final int OWNER = 1;
  private static final int VISITOR = 65534;

  private ForeignUser() {}

  /** Gives a file to another user, or skips the running test when this is not root. */
  static void giveAway(Path file) throws Exception {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "root is needed");
    Files.setAttribute(file, "unix:uid", OWNER);
    loadClasses(file);
  }

  static <T> T ask(Callable<T> action) throws Exception {
    MethodHandle setfsuid =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().find("setfsuid").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              become(setfsuid, VISITOR);
              return action.call();
            });
    Thread thread = Thread.ofPlatform().start(task);
    thread.join();
    return task.get();
  }

  /** The visitor may not be able to read them. */
  private static void loadClasses(Path file) throws Exception {
    NativeFile.capability(Path.of("/absent"), OpenMode.BUFFERED);
    PageCache.capability(file);
    PageCache.evict(file);
    try (NativeFile open = NativeFile.open(file, OpenMode.BUFFERED)) {
      PageCache.byMincore(open);
    }
  }

  private static void become(MethodHandle setfsuid, int user) {
    try {
      int before = (int) setfsuid.invokeExact(user);
      int after = (int) setfsuid.invokeExact(user);
      if (after != user) {
        throw new IllegalStateException("the thread stayed user " + before);
      }
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
