package org.weightbench.os;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightbench.os.internal.Madvise;
import org.weightbench.os.internal.Platform;

class CapabilitiesTest {
  @Test
  void everythingOfACurrentLinuxIsAvailable() {
    assumeTrue(Platform.current() != Platform.OTHER, "Linux is needed");
    List<String> needed =
        List.of("open", "pread", "statx", "posix_fadvise", "mmap", "madvise", "mincore");
    for (String name : needed) {
      Capability capability =
          Capabilities.all().stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      assertTrue(capability.available(), capability.toString());
    }
  }

  @Test
  void namesAreDistinctAndOnlyUnavailableOnesHaveAReason() {
    List<Capability> all = Capabilities.all();
    assertEquals(all.size(), all.stream().map(Capability::name).distinct().count());
    for (Capability capability : all) {
      assertEquals(capability.available(), capability.reason().isEmpty(), capability.toString());
    }
  }

  @Test
  void requiringSomethingUnavailableSaysWhy() {
    Capability capability = Capability.unavailable("cachestat", "Linux 6.5 is needed");
    UnavailableException thrown = assertThrows(UnavailableException.class, capability::require);
    assertEquals(
        "cachestat is not available here, because Linux 6.5 is needed", thrown.getMessage());
    assertEquals(capability, thrown.capability());
    assertDoesNotThrow(Capability.available("cachestat")::require);
  }

  @Test
  void unknownAdviceOfTheKernelIsUnavailableWithItsAnswer() {
    assumeTrue(Platform.current() != Platform.OTHER, "Linux is needed");
    Capability capability = Madvise.capability("MADV_FROM_THE_FUTURE", 9999);
    assertFalse(capability.available());
    assertTrue(capability.reason().contains("invalid argument (EINVAL)"), capability.reason());
  }

  @Test
  void classesLoadOnAnotherSystemAndAnswerUnavailable() throws Exception {
    String system = System.getProperty("os.name");
    System.setProperty("os.name", "Plan 9");
    try {
      ClassLoader elsewhere = new FreshClasses(CapabilitiesTest.class.getClassLoader());
      String because = "Linux on x86-64 or aarch64 is needed and this is Plan 9 on ";
      List<?> all = (List<?>) call(elsewhere, "Capabilities", "all");
      assertEquals(Capabilities.all().size(), all.size());
      for (Object capability : all) {
        assertTrue(capability.toString().contains("available=false"), capability.toString());
        assertTrue(capability.toString().contains(because), capability.toString());
      }
      Path path = Path.of("weights.gguf");
      for (String[] entry :
          List.of(
              new String[] {"PageCache", "residency"},
              new String[] {"PageCache", "evict"},
              new String[] {"PageCache", "warm"},
              new String[] {"BlockDevice", "of"},
              new String[] {"Mount", "of"})) {
        InvocationTargetException thrown =
            assertThrows(
                InvocationTargetException.class, () -> call(elsewhere, entry[0], entry[1], path));
        String message = String.valueOf(thrown.getCause().getMessage());
        assertTrue(message.contains(" is not available here, because " + because), message);
      }
      for (String type : List.of("PageCache", "BlockDevice")) {
        String capability = call(elsewhere, type, "capability", path).toString();
        assertTrue(capability.contains("available=false, reason=" + because), capability);
      }
      InvocationTargetException counters =
          assertThrows(
              InvocationTargetException.class, () -> call(elsewhere, "ProcessCounters", "now"));
      assertEquals("UnavailableException", counters.getCause().getClass().getSimpleName());
    } finally {
      System.setProperty("os.name", system);
    }
  }

  private static Object call(ClassLoader loader, String type, String method, Path... arguments)
      throws Exception {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, Path.class);
    return Class.forName("org.weightbench.os." + type, true, loader)
        .getMethod(method, types)
        .invoke(null, (Object[]) arguments);
  }

  /** Loads this bundle's classes anew, so that they meet the system of that moment. */
  private static final class FreshClasses extends ClassLoader {
    FreshClasses(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.weightbench.os.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }
}
