package org.weightbench.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** Reads the version of this program from the manifest beside its classes. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException, URISyntaxException {
    String java = "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
    return new String[] {"weightbench " + bundleVersion(), java};
  }

  private static String bundleVersion() throws IOException, URISyntaxException {
    String name = Version.class.getName().replace('.', '/') + ".class";
    URL here = Version.class.getClassLoader().getResource(name);
    String manifest = String.valueOf(here).replace(name, "META-INF/MANIFEST.MF");
    try (InputStream stream = new URI(manifest).toURL().openStream()) {
      return new Manifest(stream).getMainAttributes().getValue("Bundle-Version");
    }
  }
}
