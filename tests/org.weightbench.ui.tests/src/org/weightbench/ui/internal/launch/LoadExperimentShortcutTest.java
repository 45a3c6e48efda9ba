package org.weightbench.ui.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.core.expressions.EvaluationContext;
import org.eclipse.core.expressions.EvaluationResult;
import org.eclipse.core.expressions.Expression;
import org.eclipse.core.expressions.ExpressionConverter;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.ui.actions.ILaunchable;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.ide.FileStoreEditorInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.launching.LaunchSettings;
import org.weightbench.launching.Locations;
import org.weightbench.launching.Subject;
import org.weightbench.ui.Workbench;

final class LoadExperimentShortcutTest {
  private IFile model;
  private IFile experiment;
  private IFile other;

  @BeforeEach
  void createFiles() throws Exception {
    IProject project = Workbench.project("shortcut");
    model = Workbench.model(project);
    experiment = file(project, "fast.yaml", "weightbench: 1\nmodel: {path: a.gguf}\n");
    other = file(project, "other.yaml", "services: {}\n");
  }

  @AfterEach
  void clear() throws Exception {
    Workbench.clear();
  }

  @Test
  void runAsIsOfferedOnModelsAndExperimentsAlone() throws Exception {
    assertEquals(EvaluationResult.TRUE, offered(model));
    assertEquals(EvaluationResult.TRUE, offered(experiment));
    assertEquals(EvaluationResult.FALSE, offered(other));
    assertEquals(EvaluationResult.TRUE, offered(model, experiment));
    assertEquals(EvaluationResult.FALSE, offered(model, other));
    assertEquals(EvaluationResult.FALSE, offered());
    assertNotNull(Adapters.adapt(model, ILaunchable.class));
    assertNotNull(Adapters.adapt(experiment, ILaunchable.class));
    assertNull(Adapters.adapt(other, ILaunchable.class));
  }

  @Test
  void aNewConfigurationIsNamedAfterTheFileAndFoundAgain() throws Exception {
    Subject subject = Subjects.of(model).orElseThrow();
    assertEquals(List.of(), LoadExperimentShortcut.configurations(subject));
    ILaunchConfiguration created = LoadExperimentShortcut.create(subject);
    assertEquals("stories260K-F32", created.getName());
    assertEquals(LaunchSettings.standard(subject), LaunchSettings.read(created));
    LoadExperimentShortcut shortcut = new LoadExperimentShortcut();
    assertEquals(
        List.of(created),
        List.of(shortcut.getLaunchConfigurations(new StructuredSelection(model))));
    assertEquals(
        List.of(), List.of(shortcut.getLaunchConfigurations(new StructuredSelection(experiment))));
    assertNull(shortcut.getLaunchConfigurations(new StructuredSelection(other)));
  }

  @Test
  void severalModelsMakeOneConfiguration() throws Exception {
    IFile second = file(model.getProject(), "second.gguf", "not read here");
    StructuredSelection selection = new StructuredSelection(List.of(model, experiment, second));
    List<Subject> subjects = LoadExperimentShortcut.subjects(selection);
    assertEquals(
        List.of(
            new Subject.Models(List.of(Locations.of(model), Locations.of(second))),
            new Subject.ExperimentFile(Locations.of(experiment))),
        subjects);
    ILaunchConfiguration created = LoadExperimentShortcut.create(subjects.getFirst());
    assertEquals("stories260K-F32 and one more", created.getName());
    assertEquals(
        List.of(created),
        List.of(
            new LoadExperimentShortcut()
                .getLaunchConfigurations(new StructuredSelection(List.of(model, second)))));
  }

  @Test
  void theSameQuestionTakesTheSameConfiguration() throws Exception {
    LaunchSettings settings = LaunchSettings.standard(new Subject.UnfinishedResult("/results/a"));
    ILaunchConfiguration first = SavedConfigurations.of(settings, "a");
    assertEquals(settings, LaunchSettings.read(first));
    assertEquals(first, SavedConfigurations.of(settings, "a"));
    ILaunchConfiguration other = SavedConfigurations.of(settings.withOutput("/elsewhere"), "a");
    assertNotEquals(first, other);
  }

  @Test
  void aModelOutsideOfTheWorkspaceIsRunFromItsEditor() throws Exception {
    Path outside = Path.of("elsewhere", "big.GGUF").toAbsolutePath();
    IEditorInput input = input(outside);
    assertEquals(EvaluationResult.TRUE, offered(input));
    assertEquals(EvaluationResult.FALSE, offered(input(outside.resolveSibling("notes.txt"))));
    assertEquals(EvaluationResult.FALSE, offered(input, other));
    assertNotNull(Adapters.adapt(input, ILaunchable.class));
    Subject subject = new Subject.Models(outside.toString());
    assertEquals(List.of(subject), LoadExperimentShortcut.subjects(new StructuredSelection(input)));
    ILaunchConfiguration created = QuickDiagnosisShortcut.configuration(subject);
    assertEquals(
        List.of(created),
        List.of(
            new LoadExperimentShortcut().getLaunchConfigurations(new StructuredSelection(input))));
  }

  private static IEditorInput input(Path file) {
    return new FileStoreEditorInput(EFS.getLocalFileSystem().getStore(file.toUri()));
  }

  private static EvaluationResult offered(Object... selection) throws Exception {
    EvaluationContext context = new EvaluationContext(null, List.of(selection));
    context.addVariable("selection", List.of(selection));
    context.setAllowPluginActivation(true);
    return enablement().evaluate(context);
  }

  private static Expression enablement() throws Exception {
    IConfigurationElement shortcut =
        Stream.of(
                Platform.getExtensionRegistry()
                    .getConfigurationElementsFor("org.eclipse.debug.ui.launchShortcuts"))
            .filter(e -> "org.weightbench.ui.loadExperimentShortcut".equals(e.getAttribute("id")))
            .findFirst()
            .orElseThrow();
    return ExpressionConverter.getDefault()
        .perform(shortcut.getChildren("contextualLaunch")[0].getChildren("enablement")[0]);
  }

  private static IFile file(IProject project, String name, String content) throws Exception {
    IFile file = project.getFile(name);
    file.create(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), true, null);
    return file;
  }

  @Test
  void aQuickDiagnosisIsASmallSweepWithinABudgetAndMadeOnce() throws Exception {
    Subject subject = Subjects.of(model).orElseThrow();
    ILaunchConfiguration created = QuickDiagnosisShortcut.configuration(subject);
    assertEquals("stories260K-F32 quick diagnosis", created.getName());
    LaunchSettings settings = LaunchSettings.read(created);
    assertEquals(Optional.empty(), settings.problem());
    assertEquals("10min", settings.budget());
    assertEquals(created, QuickDiagnosisShortcut.configuration(subject));
  }

  @Test
  void aQuickDiagnosisOfALargeModelLoadsAPartFromStorage(@TempDir Path folder) throws Exception {
    Path large = folder.resolve("large-00001-of-00003.gguf");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    LaunchSettings settings =
        LaunchSettings.read(
            QuickDiagnosisShortcut.configuration(new Subject.Models(large.toString())));
    assertEquals("first=4096MiB", settings.sweep().get("tensors"));
    assertEquals("cold", settings.sweep().get("cache"));
  }
}
