package org.weightbench.ui.internal.wizards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.WizardNewFileCreationPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.experiment.ModelSource;
import org.weightbench.gguf.GgufModel;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.profiles.ProfileEditor;

final class WizardsTest {
  private static final String PROFILE = "wizard-test";
  private static final QuantizationMix MIX = QuantizationMix.named("Q4_K_M").orElseThrow();

  @AfterEach
  void clear() throws Exception {
    PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().closeAllEditors(false);
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void aSampleProjectHasAModelAndAnExperimentOnIt() throws Exception {
    IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject("sample");
    SampleProjectWizard.make(description("sample"), 2 << 20, MIX, SubMonitor.convert(null));
    Path folder = project.getLocation().toPath();
    try (GgufModel model = GgufModel.open(folder.resolve("sample.gguf"))) {
      assertEquals(List.of(), model.problems());
    }
    ExperimentDefinition definition = ExperimentFile.read(folder.resolve("sample.yaml"));
    assertEquals(new ModelSource.ModelFile(folder.resolve("sample.gguf")), definition.model());
    assertTrue(project.getFile("sample.gguf").exists());
  }

  @Test
  void aSampleThatIsCancelledLeavesNoModel() {
    IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject("cancelled");
    NullProgressMonitor monitor = new NullProgressMonitor();
    SubMonitor progress = SubMonitor.convert(monitor);
    assertThrows(
        OperationCanceledException.class,
        () -> {
          project.create(null);
          monitor.setCanceled(true);
          SampleProjectWizard.make(description("cancelled"), 2 << 20, MIX, progress);
        });
    assertFalse(Files.exists(project.getLocation().toPath().resolve("sample.gguf")));
  }

  @Test
  void aSampleIsMadeWhereItIsWanted(@TempDir Path elsewhere) {
    SampleProjectWizard wizard = new SampleProjectWizard();
    wizard.init(workbench(), StructuredSelection.EMPTY);
    WizardDialog dialog =
        new WizardDialog(workbench().getActiveWorkbenchWindow().getShell(), wizard);
    dialog.create();
    try {
      Combo size = Widgets.first(dialog.getShell(), Combo.class);
      size.setText("2 MiB");
      size.notifyListeners(SWT.Modify, new Event());
      Button usual = Widgets.button(dialog.getShell(), "Use default location");
      usual.setSelection(false);
      usual.notifyListeners(SWT.Selection, new Event());
      Widgets.all(dialog.getShell(), Text.class).stream()
          .filter(text -> text.getEditable() && text.getText().isEmpty())
          .findFirst()
          .orElseThrow()
          .setText(elsewhere.toString());
      assertTrue(wizard.canFinish(), dialog.getErrorMessage());
      assertTrue(wizard.performFinish());
    } finally {
      dialog.close();
    }
    assertTrue(Files.exists(elsewhere.resolve("sample.gguf")));
    assertTrue(Files.exists(elsewhere.resolve("sample.yaml")));
  }

  private static IProjectDescription description(String name) {
    return ResourcesPlugin.getWorkspace().newProjectDescription(name);
  }

  @Test
  void theSampleWizardChecksTheSize() {
    SampleProjectWizard wizard = new SampleProjectWizard();
    wizard.init(workbench(), StructuredSelection.EMPTY);
    WizardDialog dialog =
        new WizardDialog(workbench().getActiveWorkbenchWindow().getShell(), wizard);
    dialog.create();
    try {
      Combo size = Widgets.first(dialog.getShell(), Combo.class);
      assertTrue(wizard.canFinish());
      size.setText("huge");
      size.notifyListeners(SWT.Modify, new Event());
      assertFalse(wizard.canFinish());
      assertTrue(dialog.getCurrentPage().getErrorMessage().startsWith("Size: found 'huge'"));
      size.setText("4 MiB");
      size.notifyListeners(SWT.Modify, new Event());
      assertTrue(wizard.canFinish());
    } finally {
      dialog.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "below"})
  void aNewExperimentIsValidAndAboutTheSelectedModel(String folder) throws Exception {
    IProject project = Workbench.project("experiments");
    project.getFolder("below").create(true, true, null);
    NewExperimentWizard wizard = new NewExperimentWizard();
    wizard.init(workbench(), new StructuredSelection(Workbench.model(project)));
    WizardDialog dialog =
        new WizardDialog(workbench().getActiveWorkbenchWindow().getShell(), wizard);
    dialog.create();
    try {
      ((WizardNewFileCreationPage) wizard.getPages()[0])
          .setContainerFullPath(project.getFullPath().append(folder));
      assertTrue(wizard.canFinish(), dialog.getErrorMessage());
      assertTrue(wizard.performFinish());
    } finally {
      dialog.close();
    }
    Path root = project.getLocation().toPath();
    Path file = root.resolve(folder).resolve("experiment.yaml");
    ModelSource model = ExperimentFile.read(file).model();
    assertEquals(new ModelSource.ModelFile(root.resolve("stories260K-F32.gguf")), model);
    assertTrue(
        ExperimentFile.parse(Templates.experiment(""), "new", file.getParent()).model()
            instanceof ModelSource.Synthesized);
  }

  @Test
  void aProfileOfChosenSettingsIsCheckedMadeAndOpened() throws Exception {
    IProject project = Workbench.project("profiles");
    IFile model = Workbench.model(project);
    NewProfileWizard wizard = new NewProfileWizard();
    wizard.init(workbench(), new StructuredSelection(model));
    WizardDialog dialog =
        new WizardDialog(workbench().getActiveWorkbenchWindow().getShell(), wizard);
    dialog.create();
    try {
      Text file =
          Widgets.all(dialog.getShell(), Text.class).stream()
              .filter(text -> text.getText().equals("fast" + ProfileFile.SUFFIX))
              .findFirst()
              .orElseThrow();
      file.setText("no profile.yaml");
      assertTrue(dialog.getErrorMessage().startsWith("File name: found 'no profile.yaml'"));
      file.setText(PROFILE + ProfileFile.SUFFIX);
      assertEquals(null, dialog.getErrorMessage());
      dialog.showPage(wizard.getPages()[1]);
      Workbench.settle();
      assertTrue(wizard.canFinish(), dialog.getErrorMessage());
      Combo readAhead = combo(dialog, "Read-ahead of the device:");
      readAhead.setText("1 B");
      assertFalse(wizard.canFinish());
      assertEquals(
          "Read-ahead of the device: found '1 B', expected a size in whole 4 KiB, such as 2 MiB",
          dialog.getErrorMessage());
      readAhead.setText("2 MiB");
      combo(dialog, "Threads:").setText("many");
      assertTrue(dialog.getErrorMessage().startsWith("Threads: found 'many', expected a whole"));
      combo(dialog, "Threads:").setText("4");
      Widgets.button(
              dialog.getShell(), "Keep it among the profiles of the Tuning Profiles view, too")
          .setSelection(false);
      assertTrue(wizard.performFinish());
    } finally {
      dialog.close();
    }
    TuningProfile made =
        ProfileFile.read(project.getLocation().toPath().resolve(PROFILE + ProfileFile.SUFFIX));
    assertEquals(PROFILE, made.name());
    assertEquals("4", made.settings().get("threads"));
    assertEquals(Map.of(SystemSetting.READ_AHEAD, "2 MiB"), made.system());
    assertEquals(model.getLocation().toOSString(), made.support().modelPath());
    assertFalse(Files.exists(ProfileStore.ofUser().file(PROFILE)));
    assertTrue(
        workbench().getActiveWorkbenchWindow().getActivePage().getActiveEditor()
            instanceof ProfileEditor);
  }

  @Test
  void aProfileOfAResultNeedsOne() throws Exception {
    Workbench.project("profiles");
    NewProfileWizard wizard = new NewProfileWizard();
    wizard.init(workbench(), StructuredSelection.EMPTY);
    WizardDialog dialog =
        new WizardDialog(workbench().getActiveWorkbenchWindow().getShell(), wizard);
    dialog.create();
    try {
      dialog.showPage(wizard.getPages()[1]);
      Workbench.settle();
      assertTrue(
          dialog.getErrorMessage().startsWith("There is no result with samples yet"),
          dialog.getErrorMessage());
      assertFalse(wizard.canFinish());
    } finally {
      dialog.close();
    }
  }

  /** Returns the field behind a label. */
  private static Combo combo(WizardDialog dialog, String label) {
    for (Label each : Widgets.all(dialog.getShell(), Label.class)) {
      if (each.getText().equals(label)) {
        Control[] siblings = each.getParent().getChildren();
        return (Combo) siblings[List.of(siblings).indexOf(each) + 1];
      }
    }
    throw new AssertionError("there is no label " + label);
  }

  private static IWorkbench workbench() {
    return PlatformUI.getWorkbench();
  }
}
