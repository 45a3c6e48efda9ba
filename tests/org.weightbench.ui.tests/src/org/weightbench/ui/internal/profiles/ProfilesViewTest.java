package org.weightbench.ui.internal.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.experiment.Cell;
import org.weightbench.testing.LoopDevice;
import org.weightbench.tuning.Application;
import org.weightbench.tuning.Fingerprint;
import org.weightbench.tuning.ProfileFile;
import org.weightbench.tuning.ProfileStore;
import org.weightbench.tuning.Support;
import org.weightbench.tuning.SystemSetting;
import org.weightbench.tuning.TuningProfile;
import org.weightbench.ui.Dialogs;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;

final class ProfilesViewTest {
  private static final String ONE = "profiles-view-one";
  private static final String OTHER = "profiles-view-other";

  @TempDir Path folder;
  private final ProfileStore store = ProfileStore.ofUser();
  private IWorkbenchPage page;
  private ProfilesView view;

  @BeforeEach
  void openTheView() throws Exception {
    page = Workbench.openPerspective();
    view = Workbench.open(LoadExperimentsPerspective.PROFILES_VIEW, ProfilesView.class);
  }

  @AfterEach
  void clear() throws Exception {
    page.closeAllEditors(false);
    for (String name : List.of(ONE, OTHER)) {
      if (Application.applied(name, Application.standardFolder())) {
        Application.undo(name, Application.standardFolder());
      }
      Files.deleteIfExists(store.file(name));
    }
    Workbench.clear();
  }

  private static TuningProfile profile(
      String name, Path model, Map<SystemSetting, String> system, String strategy) {
    return new TuningProfile(
        name,
        "2026-11-27T10:00:00Z",
        new Cell(Map.of("strategy", strategy)).settings(),
        system,
        Support.none("tiny", model.toString()),
        new Fingerprint(Map.of("processor", "a processor of another time")));
  }

  private void shown(String... names) {
    view.refresh();
    Workbench.await(
        "the profiles",
        () -> Widgets.texts(view.tableWidget(), "Name").containsAll(List.of(names)));
    Workbench.settle();
  }

  private void select(String... names) {
    List<String> all = Widgets.texts(view.tableWidget(), "Name");
    Widgets.select(view.tableWidget(), Arrays.stream(names).mapToInt(all::indexOf).toArray());
  }

  private static List<String> titles(Table table) {
    return Arrays.stream(table.getColumns()).map(TableColumn::getText).toList();
  }

  @Test
  void severalProfilesStandSideBySideWithWhatDiffers() throws Exception {
    Path model = folder.resolve("gone.gguf");
    store.save(profile(ONE, model, Map.of(SystemSetting.SWAPPINESS, "1"), "read"));
    store.save(profile(OTHER, model, Map.of(), "mmap"));
    shown(ONE, OTHER);
    select(ONE, OTHER);
    Table facts = view.factsWidget();
    assertEquals(List.of("Part", "Fact", ONE, OTHER), titles(facts));
    assertEquals(List.of("Strategy", "Swappiness"), Widgets.texts(facts, "Fact"));
    assertEquals(List.of("read", "1"), Widgets.texts(facts, ONE));
    assertEquals(List.of("mmap", "as it is"), Widgets.texts(facts, OTHER));
  }

  @Test
  void aProfileIsValidatedAgainstThisMachine() throws Exception {
    store.save(profile(ONE, folder.resolve("gone.gguf"), Map.of(), "read"));
    shown(ONE);
    select(ONE);
    Table facts = view.factsWidget();
    assertEquals(List.of("Part", "Fact", ONE, "This machine"), titles(facts));
    int processor = Widgets.texts(facts, "Fact").indexOf("processor");
    assertEquals("a processor of another time", Widgets.texts(facts, ONE).get(processor));
    assertFalse(Widgets.texts(facts, "This machine").get(processor).isEmpty());
    int row = Widgets.texts(view.tableWidget(), "Name").indexOf(ONE);
    assertTrue(Widgets.texts(view.tableWidget(), "Machine").get(row).startsWith("differs in "));
    assertEquals(ONE + ": not measured, for tiny", view.detailText());
  }

  @Test
  void whatCannotBeReadIsToldAndHidesNothing() throws Exception {
    store.save(profile(ONE, folder.resolve("gone.gguf"), Map.of(), "read"));
    Files.writeString(store.file(OTHER), "name: [");
    shown(ONE);
    assertTrue(view.headingText().contains(store.file(OTHER) + ": found text"), view.headingText());
    Files.delete(store.file(OTHER));
    view.refresh();
    Workbench.await("no complaint", () -> !view.headingText().contains("found text"));
  }

  @Test
  void applyingAsksAndUndoingSetsBack() throws Exception {
    try (LoopDevice loop = LoopDevice.partitioned(folder)) {
      Path model = Files.write(loop.mounted().resolve("model.gguf"), new byte[1]);
      String before = loop.readAheadKib();
      store.save(profile(ONE, model, Map.of(SystemSetting.READ_AHEAD, "3 MiB"), "read"));
      shown(ONE);
      select(ONE);
      int row = Widgets.texts(view.factsWidget(), "Fact").indexOf("Read-ahead of the device");
      assertEquals("3 MiB", Widgets.texts(view.factsWidget(), ONE).get(row));
      Dialogs.answer(
          "Tuning Profiles",
          () -> Widgets.choose(view.tableWidget(), "Apply..."),
          shell -> Widgets.press(shell, "Yes"));
      Workbench.await(
          "that it is applied",
          () -> Widgets.texts(view.tableWidget(), "State").contains("applied"));
      assertEquals("3072", loop.readAheadKib());
      Workbench.settle();
      Widgets.choose(view.tableWidget(), "Undo");
      Workbench.await(
          "that it is undone",
          () -> !Widgets.texts(view.tableWidget(), "State").contains("applied"));
      assertEquals(before, loop.readAheadKib());
    }
  }

  @Test
  void aFileIsImportedAndEditedWithItsMistakeMarked() throws Exception {
    String text = ProfileFile.text(profile(ONE, folder.resolve("gone.gguf"), Map.of(), "read"));
    IFile file = Workbench.project("profiles").getFile(ONE + ProfileFile.SUFFIX);
    file.create(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true, null);
    ProfileActions.importFrom(view, file.getLocation().toPath());
    shown(ONE);
    ProfileEditor editor = (ProfileEditor) IDE.openEditor(page, file);
    Workbench.settle();
    assertEquals(List.of(), errors(editor));
    editor
        .getDocumentProvider()
        .getDocument(editor.getEditorInput())
        .set(text.replace("strategy: read", "strategy: raed"));
    Workbench.await("the mistake", () -> errors(editor).size() == 1);
    assertTrue(
        errors(editor).getFirst().contains("settings.strategy: found 'raed'"),
        errors(editor).toString());
  }

  @Test
  void anAppliedProfileIsNotDeleted() throws Exception {
    store.save(profile(ONE, folder.resolve("gone.gguf"), Map.of(), "read"));
    Files.createDirectories(Application.standardFolder());
    Files.createFile(Application.standardFolder().resolve(ONE + ".applied"));
    shown(ONE);
    select(ONE);
    deleteAnswering("OK");
    assertTrue(Files.exists(store.file(ONE)));
    Application.undo(ONE, Application.standardFolder());
    shown(ONE);
    select(ONE);
    deleteAnswering("Yes");
    assertFalse(Files.exists(store.file(ONE)));
  }

  private void deleteAnswering(String button) throws Exception {
    Dialogs.answer(
        "Tuning Profiles",
        () -> Widgets.choose(view.tableWidget(), "Delete"),
        shell -> Widgets.press(shell, button));
  }

  @Test
  void anImportAsksBeforeItReplacesAProfileOfTheSameName() throws Exception {
    Path model = folder.resolve("gone.gguf");
    store.save(profile(ONE, model, Map.of(), "read"));
    Path file = folder.resolve(ONE + ProfileFile.SUFFIX);
    ProfileFile.write(file, profile(ONE, model, Map.of(), "mmap"));
    importAnswering(file, "No");
    assertEquals("read", store.find(ONE).settings().get("strategy"));
    importAnswering(file, "Yes");
    assertEquals("mmap", store.find(ONE).settings().get("strategy"));
  }

  private void importAnswering(Path file, String button) throws Exception {
    Dialogs.answer(
        "Tuning Profiles",
        () -> ProfileActions.importFrom(view, file),
        shell -> Widgets.press(shell, button));
  }

  @Test
  void anEmptyFileSaysWhatIsMissing() throws Exception {
    IFile file = Workbench.project("profiles").getFile(ONE + ProfileFile.SUFFIX);
    file.create(new ByteArrayInputStream(new byte[0]), true, null);
    ProfileEditor editor =
        (ProfileEditor) IDE.openEditor(page, file, "org.weightbench.ui.profileEditor");
    Workbench.settle();
    assertEquals(1, errors(editor).size(), errors(editor).toString());
  }

  @Test
  void withoutAnyProfileTheViewSaysHowToMakeOne() throws Exception {
    assumeTrue(store.list().profiles().isEmpty(), "this user has tuning profiles");
    view.refresh();
    Workbench.settle();
    assertEquals(0, view.tableWidget().getItemCount());
    assertTrue(view.headingText().startsWith("No tuning profile yet."), view.headingText());
    assertEquals("", view.detailText());
  }

  private static List<String> errors(ProfileEditor editor) {
    List<String> errors = new ArrayList<>();
    Iterator<Annotation> all =
        editor
            .getDocumentProvider()
            .getAnnotationModel(editor.getEditorInput())
            .getAnnotationIterator();
    while (all.hasNext()) {
      Annotation annotation = all.next();
      if (annotation.getType().equals("org.eclipse.ui.workbench.texteditor.error")) {
        errors.add(annotation.getText());
      }
    }
    return errors;
  }
}
