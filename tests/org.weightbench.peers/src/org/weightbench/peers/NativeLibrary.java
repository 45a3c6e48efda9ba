package org.weightbench.peers;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * The native library of {@code de.kherud:llama}, whose jar the build copies beside the tests and
 * names by the system property {@value #JAR_PROPERTY}. Once loaded it stays for the life of the
 * process.
 */
final class NativeLibrary {
  private static final String JAR_PROPERTY = "org.weightbench.peers.llama";
  private static final String ENTRY = "de/kherud/llama/Linux/x86_64/libjllama.so";

  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Loads the library, or aborts the test where that cannot be.
   *
   * @param folder receives the library's file
   */
  static NativeLibrary loadedFrom(Path folder) throws IOException {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(platform.equals("Linux amd64"), () -> "the peers' library is not for " + platform);
    String jar = System.getProperty(JAR_PROPERTY, "");
    assumeTrue(!jar.isEmpty(), "the system property " + JAR_PROPERTY + " names no jar");
    try {
      return extractedTo(folder, jar);
    } catch (IllegalArgumentException e) {
      return abort("the peers' library cannot be loaded (is libgomp1 installed?): " + e);
    }
  }

  /**
   * Loads the library out of the jar that {@value #JAR_PROPERTY} names, for programs without JUnit.
   *
   * @param folder receives the library's file
   * @throws IllegalArgumentException when it cannot be loaded here
   */
  static NativeLibrary extractedTo(Path folder) throws IOException {
    return extractedTo(folder, System.getProperty(JAR_PROPERTY, ""));
  }

  private static NativeLibrary extractedTo(Path folder, String jar) throws IOException {
    Path library = folder.resolve("libjllama.so");
    try (ZipFile zip = new ZipFile(jar);
        InputStream in = zip.getInputStream(zip.getEntry(ENTRY))) {
      Files.copy(in, library);
    }
    return new NativeLibrary(SymbolLookup.libraryLookup(library, Arena.global()));
  }

  /** Returns a function of the library. */
  MethodHandle function(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }
}
