package org.weightbench.hardware.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Software;

/** Reads the versions of Weightbench and of the Java runtime that this runs in. */
public final class SoftwareReader {

  private SoftwareReader() {}

  /** Reads everything. */
  public static Software read() {
    return new Software(
        weightbench(),
        Runtime.version().toString(),
        System.getProperty("java.vendor"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory());
  }

  /**
   * The version of this bundle from its own manifest, which stands beside its classes in the jar,
   * on a class path as in OSGi.
   */
  private static Reading<String> weightbench() {
    String name = SoftwareReader.class.getName().replace('.', '/') + ".class";
    URL here = SoftwareReader.class.getResource("/" + name);
    if (here == null) {
      return Reading.unknown("the class path does not show where Weightbench's classes are");
    }
    String manifest = here.toString().replace(name, "META-INF/MANIFEST.MF");
    try (InputStream stream = new URI(manifest).toURL().openStream()) {
      Attributes attributes = new Manifest(stream).getMainAttributes();
      String version = attributes.getValue("Bundle-Version");
      return version == null
          ? Reading.unknown(manifest + " has no Bundle-Version")
          : Reading.known(version);
    } catch (IOException | URISyntaxException _) {
      return Reading.unknown("Weightbench's classes are not in a jar with a manifest");
    }
  }
}
