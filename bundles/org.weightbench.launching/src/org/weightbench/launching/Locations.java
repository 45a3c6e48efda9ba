package org.weightbench.launching;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspaceRoot;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.variables.VariablesPlugin;

/** Translates between what configurations hold, resources of the workspace, and files. */
public final class Locations {
  /** Name of the folder of a project that holds its result folders. */
  public static final String RESULTS = "results";

  private Locations() {}

  /** Returns how a configuration names a resource, so that it survives a move of the workspace. */
  public static String of(IResource resource) {
    return "${workspace_loc:" + resource.getFullPath() + "}";
  }

  /**
   * Returns the file that a location names.
   *
   * @throws CoreException when a variable is unknown or the text is no path
   */
  public static Path resolve(String location) throws CoreException {
    String text;
    try {
      text =
          VariablesPlugin.getDefault()
              .getStringVariableManager()
              .performStringSubstitution(location.strip());
    } catch (CoreException e) {
      throw LaunchingStatus.badLocation(location, e);
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw LaunchingStatus.badLocation(location, e);
    }
  }

  /**
   * Returns the usual folder for the results of a file: {@value #RESULTS} in its project, or a
   * folder beside the workspace for a file outside.
   */
  public static Path resultsOf(Path file) {
    IWorkspaceRoot root = ResourcesPlugin.getWorkspace().getRoot();
    for (IContainer container : root.findContainersForLocationURI(parent(file).toUri())) {
      if (container.getProject() != null && container.getProject().getLocation() != null) {
        return container.getProject().getLocation().toPath().resolve(RESULTS);
      }
    }
    Path workspace = root.getLocation().toPath();
    return workspace.resolveSibling(workspace.getFileName() + "-" + RESULTS);
  }

  /**
   * Has the workspace look at a folder again.
   *
   * @throws CoreException when a container cannot be refreshed
   */
  public static void refresh(Path folder, IProgressMonitor monitor) throws CoreException {
    for (IContainer container : containersAt(folder)) {
      if (container.exists()) {
        container.refreshLocal(IResource.DEPTH_INFINITE, monitor);
      }
    }
  }

  /** Returns the containers of the workspace that lie at a folder; they need not exist yet. */
  static IContainer[] containersAt(Path folder) {
    URI uri = folder.toUri();
    return ResourcesPlugin.getWorkspace().getRoot().findContainersForLocationURI(uri);
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file : parent;
  }
}
