package org.weightbench.launching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.core.runtime.CoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaHomesTest {
  @TempDir private Path folder;

  @Test
  void theFirstHomeThatIsNewEnoughIsTaken() throws Exception {
    Path old = home("old", "JAVA_VERSION=\"17.0.19\"\n");
    Path right = home("right", "JAVA_VERSION=\"25.0.1\"\n");
    Path later = home("later", "JAVA_VERSION=\"26-ea\"\n");
    assertEquals(right.resolve("bin/java"), new JavaHomes(List.of(old, right, later)).java());
  }

  @Test
  void aHomeWithoutTheVectorModuleDoesNotCount() throws Exception {
    Path small = home("small", "JAVA_VERSION=\"25\"\nMODULES=\"java.base java.desktop\"\n");
    Path whole = home("whole", "JAVA_VERSION=\"25\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
    assertEquals(whole.resolve("bin/java"), new JavaHomes(List.of(small, whole)).java());
  }

  @Test
  void whereThereIsNoneTheStatusSaysWhatToInstallAndWhereItLooked() throws Exception {
    Path old = home("old", "JAVA_VERSION=\"21.0.2\"\n");
    Path nothing = folder.resolve("nothing");
    CoreException failure =
        assertThrows(CoreException.class, new JavaHomes(List.of(old, nothing))::java);
    assertEquals(LaunchingStatus.NO_JAVA.code(), failure.getStatus().getCode());
    String message = failure.getStatus().getMessage();
    assertTrue(message.contains("Install a JDK 25"), message);
    assertTrue(message.contains(old.toString()), message);
    assertTrue(message.contains(nothing.toString()), message);
  }

  @Test
  void theUsualPlacesBeginWithTheOwnJavaAndJavaHome() throws Exception {
    Path own = folder.resolve("own");
    Path other = folder.resolve("other");
    List<Path> usual = JavaHomes.usual(own, Map.of("JAVA_HOME", other.toString())).candidates();
    assertEquals(List.of(own, other), usual.subList(0, 2));
  }

  @Test
  void aJavaInPathLeadsToItsHomeThroughLinks() throws Exception {
    Path home = home("jdk", "JAVA_VERSION=\"25.0.1\"\n");
    Path links = Files.createDirectory(folder.resolve("links"));
    Path first = Files.createSymbolicLink(folder.resolve("first"), home.resolve("bin/java"));
    Files.createSymbolicLink(links.resolve("java"), first);
    String path = folder.resolve("nothing") + File.pathSeparator + links;
    List<Path> usual = JavaHomes.usual(folder.resolve("own"), Map.of("PATH", path)).candidates();
    assertEquals(home.toRealPath(), usual.get(1));
  }

  private Path home(String name, String release) throws IOException {
    Path home = folder.resolve(name);
    Path executable = home.resolve("bin/java");
    Files.createDirectories(executable.getParent());
    Files.createFile(executable);
    assertTrue(executable.toFile().setExecutable(true));
    Files.writeString(home.resolve("release"), release);
    return home;
  }
}
