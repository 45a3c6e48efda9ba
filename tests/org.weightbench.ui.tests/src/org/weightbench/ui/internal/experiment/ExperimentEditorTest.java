package org.weightbench.ui.internal.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IFileEditorInput;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.views.contentoutline.ContentOutline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.ui.Dialogs;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;

final class ExperimentEditorTest {
  private static final String TEXT =
      """
      weightbench: 1
      name: fast # for a start
      model: {path: a.gguf}
      sweep:
        strategy: [mmap, read]
      repetitions: 3
      """;

  private IWorkbenchPage page;
  private IProject project;

  @BeforeEach
  void openWorkbench() throws Exception {
    page = Workbench.openPerspective();
    project = Workbench.project("experiments");
  }

  @AfterEach
  void close() throws Exception {
    page.closeAllEditors(false);
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void theFormShowsWhatTheSourceSaysAndWhatItCosts() throws Exception {
    ExperimentEditor editor = open(file("fast.yaml", TEXT));
    assertEquals("fast", text(editor, "fast").getText());
    assertTrue(box(editor, "mmap").getSelection());
    assertFalse(box(editor, "direct").getSelection());
    assertTrue(labels(editor).contains("2 cells \u00d7 3 repetitions = 6 samples"));
  }

  @Test
  void whatIsEditedInTheFormStandsInTheSourceWithItsComments() throws Exception {
    IFile file = file("fast.yaml", TEXT);
    ExperimentEditor editor = open(file);
    tick(box(editor, "direct"));
    text(editor, "fast").setText("faster");
    text(editor, "3").setText("7");
    assertEquals(
        TEXT.replace("name: fast #", "name: faster #")
            .replace("[mmap, read]", "[mmap, read, direct]")
            .replace("repetitions: 3", "repetitions: 7"),
        editor.text());
    Workbench.settle();
    assertTrue(labels(editor).contains("3 cells \u00d7 7 repetitions = 21 samples"));
    assertTrue(editor.isDirty());
    editor.doSave(new NullProgressMonitor());
    assertFalse(editor.isDirty());
    assertEquals(editor.text(), file.readString());
  }

  @Test
  void whatIsEditedInTheSourceStandsInTheForm() throws Exception {
    ExperimentEditor editor = open(file("fast.yaml", TEXT));
    document(editor).set(TEXT.replace("[mmap, read]", "[direct]").replace(": fast", ": slow"));
    assertTrue(box(editor, "direct").getSelection());
    assertFalse(box(editor, "mmap").getSelection());
    assertEquals("slow", text(editor, "slow").getText());
  }

  @Test
  void aMistakeIsMarkedWhileItIsTypedAndGoesWhenItIsMended() throws Exception {
    ExperimentEditor editor = open(file("fast.yaml", TEXT));
    document(editor).set(TEXT.replace("read]", "raed]"));
    Workbench.await("the mistake", () -> errors(editor).size() == 1);
    String error = errors(editor).getFirst();
    assertTrue(error.startsWith("sweep.strategy: found 'raed', expected one of"), error);
    assertTrue(
        labels(editor).getFirst().startsWith("One mistake; line 5: "), labels(editor).toString());
    document(editor).set(TEXT);
    Workbench.await("no mistake", () -> errors(editor).isEmpty());
  }

  @Test
  void mistakesInFilesAreProblemMarkersWithTheirPlace() throws Exception {
    IFile file = file("bad.yaml", TEXT.replace("repetitions: 3", "repetitions: none"));
    Workbench.await("the marker", () -> markers(file).length == 1);
    IMarker marker = markers(file)[0];
    assertEquals(6, marker.getAttribute(IMarker.LINE_NUMBER, 0));
    assertEquals(IMarker.SEVERITY_ERROR, marker.getAttribute(IMarker.SEVERITY, -1));
    int start = marker.getAttribute(IMarker.CHAR_START, 0);
    int end = marker.getAttribute(IMarker.CHAR_END, 0);
    assertEquals("none", file.readString().substring(start, end));
    IFile other = file("other.yaml", "services: {}\n");
    file.setContents(stream(TEXT), true, false, null);
    Workbench.await("no marker", () -> markers(file).length == 0);
    assertEquals(0, markers(other).length);
  }

  @Test
  void keysAndValuesAreProposedWhereTheyMayStand() {
    assertEquals(List.of("precision: "), proposed(TEXT + "pre|"));
    assertTrue(proposed(TEXT + "|").contains("budget: "));
    assertFalse(proposed(TEXT + "|").contains("repetitions: "), "it stands there already");
    assertEquals(
        List.of("cold", "warm"),
        proposed(TEXT.replace("sweep:", "sweep:\n  cache: [|]")).subList(0, 2));
    assertEquals(List.of("direct"), proposed(TEXT.replace("read]", "read, dir|]")));
    assertEquals(List.of("synthesize: "), proposed("model: {syn|"));
    assertTrue(proposed("around: {|").contains("strategy: "));
  }

  @Test
  void overAKeyItsMeaningIsTold() {
    ExperimentHover hover = new ExperimentHover(ExperimentSchema.read());
    String told = hover.text(TEXT, TEXT.indexOf("repetitions") + 3).orElseThrow();
    assertTrue(told.startsWith("Samples of each cell."), told);
    assertTrue(told.endsWith("Default: " + ExperimentDefinition.STANDARD_REPETITIONS), told);
    assertTrue(
        hover.text(TEXT, TEXT.indexOf("mmap") + 1).orElseThrow().contains("from file to memory"));
    assertTrue(hover.text("unknown: 1", 2).isEmpty());
  }

  @Test
  void theOutlineShowsTheKeysAndLeadsToThem() throws Exception {
    ExperimentEditor editor = open(file("fast.yaml", TEXT));
    ContentOutline view =
        Workbench.open("org.eclipse.ui.views.ContentOutline", ContentOutline.class);
    page.activate(editor);
    Workbench.settle();
    Tree tree = (Tree) view.getCurrentPage().getControl();
    assertEquals(
        List.of("weightbench: 1", "name: fast", "model", "sweep", "repetitions: 3"),
        Arrays.stream(tree.getItems()).map(TreeItem::getText).toList());
    TreeItem sweep = tree.getItem(3);
    assertEquals("strategy: mmap, read", sweep.getItem(0).getText());
    tree.setSelection(sweep);
    tree.notifyListeners(SWT.Selection, new Event());
    Workbench.settle();
    assertEquals(
        "sweep",
        ((ITextSelection) editor.source().getSelectionProvider().getSelection()).getText());
    StyledText text = (StyledText) editor.source().getAdapter(Control.class);
    text.setCaretOffset(TEXT.indexOf("fast"));
    text.notifyListeners(SWT.MouseUp, new Event());
    assertEquals("name: fast", tree.getSelection()[0].getText());
    document(editor).set(TEXT.replace("fast", "quick"));
    assertEquals("name: quick", tree.getItem(1).getText());
    page.hideView(view);
  }

  @Test
  void anExperimentThatIsSavedAsAnotherFileIsEditedThere() throws Exception {
    ExperimentEditor editor = open(file("fast.yaml", TEXT));
    Dialogs.answer(
        "Save As",
        editor::doSaveAs,
        shell -> {
          Widgets.all(shell, Text.class).stream()
              .filter(text -> text.getText().equals("fast.yaml"))
              .findFirst()
              .orElseThrow()
              .setText("other.yaml");
          shell.getDefaultButton().notifyListeners(SWT.Selection, new Event());
        });
    assertEquals("other.yaml", editor.getPartName());
    document(editor).set(TEXT.replace("[mmap, read]", "[direct]"));
    assertTrue(box(editor, "direct").getSelection());
    assertFalse(box(editor, "mmap").getSelection());
    editor.doSave(new NullProgressMonitor());
    assertEquals(editor.text(), project.getFile("other.yaml").readString());
    assertEquals(TEXT, project.getFile("fast.yaml").readString());
  }

  @Test
  void anExperimentThatIsMovedIsCheckedThere() throws Exception {
    IFile file = file("fast.yaml", TEXT.replace("strategy: [mmap, read]", "strategy: [raed]"));
    IFolder below = project.getFolder("below");
    below.create(true, true, null);
    ExperimentEditor editor = open(file);
    file.move(below.getFile("fast.yaml").getFullPath(), true, null);
    Workbench.await(
        "the moved file",
        () ->
            editor.getEditorInput() instanceof IFileEditorInput input
                && input.getFile().equals(below.getFile("fast.yaml")));
    document(editor).set(TEXT);
    Workbench.await("no mistake", () -> editor.problems().isEmpty());
    assertEquals(TEXT, editor.text());
  }

  @Test
  void aMistypedWordIsMendedFromItsMarkerAndCanBeUndone() throws Exception {
    String bad = TEXT.replace("mmap, read", "mmap, raed").replace("repetitions", "repititions");
    IFile file = file("typo.yaml", bad);
    Workbench.await("both markers", () -> markers(file).length == 2);
    for (IMarker marker : markers(file)) {
      IMarkerResolution[] fixes = IDE.getMarkerHelpRegistry().getResolutions(marker);
      assertTrue(IDE.getMarkerHelpRegistry().hasResolutions(marker));
      fixes[0].run(marker);
    }
    ExperimentEditor editor = (ExperimentEditor) page.getActiveEditor();
    assertEquals(TEXT, editor.text());
    assertTrue(editor.isDirty());
    editor.source().getAction(ActionFactory.UNDO.getId()).run();
    assertNotEquals(TEXT, editor.text());
  }

  @Test
  void aMistakeWithoutAPlainFixHasNone() throws Exception {
    IFile file = file("odd.yaml", TEXT.replace("repetitions: 3", "repetitions: none"));
    Workbench.await("the marker", () -> markers(file).length == 1);
    assertFalse(IDE.getMarkerHelpRegistry().hasResolutions(markers(file)[0]));
  }

  @Test
  void quickAssistProposesWhatMayHaveBeenMeant() {
    assertEquals(
        List.of("Change 'direkt' to 'direct'"), assisted(TEXT.replace("read]", "direkt|]")));
    assertEquals(
        List.of("Change 'stratgy' to 'strategy'"),
        assisted("weightbench: 1\nsweep: {stratgy|: mmap}"));
    assertEquals(
        List.of("Insert 'weightbench: 1'"), assisted("|" + TEXT.replace("weightbench: 1\n", "")));
    assertEquals(
        List.of("Change 'Q4_KM' to 'Q4_K_M'", "Change 'Q4_KM' to 'Q4_K'"),
        assisted("model:\n  synthesize: {size: 1 GiB, mix: Q4_KM|}"));
    assertEquals(List.of(), assisted(TEXT.replace("read]", "read|]")));
    assertEquals(List.of(), assisted("weightbench: 1\naround: {threads: |3}"));
    assertEquals(List.of(), assisted("name: [|"));
  }

  private static List<String> assisted(String marked) {
    return new ExperimentQuickAssist(ExperimentSchema.read())
        .proposals(new Document(marked.replace("|", "")), marked.indexOf('|')).stream()
            .map(ICompletionProposal::getDisplayString)
            .toList();
  }

  @Test
  void textThatIsNoYamlOpensAsSource() throws Exception {
    ExperimentEditor editor = open(file("broken.yaml", "weightbench: 1\nname: [\n"));
    Workbench.await("the mistake", () -> !editor.problems().isEmpty());
    assertEquals(1, editor.getActivePage());
  }

  @Test
  void anEmptyFileSaysWhatIsMissing() throws Exception {
    ExperimentEditor editor =
        (ExperimentEditor)
            IDE.openEditor(page, file("empty.yaml", ""), "org.weightbench.ui.experimentEditor");
    Workbench.await("the mistake", () -> !editor.problems().isEmpty());
    assertTrue(
        labels(editor).stream().anyMatch(text -> text.contains("mistake")),
        labels(editor).toString());
  }

  private IFile file(String name, String content) throws CoreException {
    IFile file = project.getFile(name);
    file.create(stream(content), true, null);
    return file;
  }

  private static ByteArrayInputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  private ExperimentEditor open(IFile file) throws PartInitException {
    ExperimentEditor editor = (ExperimentEditor) IDE.openEditor(page, file);
    Workbench.settle();
    return editor;
  }

  private static IDocument document(ExperimentEditor editor) {
    return editor.source().getDocumentProvider().getDocument(editor.getEditorInput());
  }

  /** Returns what each proposal inserts, as it does to the text. */
  private static List<String> proposed(String marked) {
    int caret = marked.indexOf('|');
    String text = marked.replace("|", "");
    int start = YamlPlace.at(text, caret).start();
    return new ExperimentCompletion(ExperimentSchema.read())
        .proposals(text, caret).stream()
            .map(
                proposal -> {
                  Document document = new Document(text);
                  proposal.apply(document);
                  int added = document.getLength() - text.length();
                  return document.get().substring(start, caret + added);
                })
            .toList();
  }

  private static List<String> errors(ExperimentEditor editor) {
    List<String> errors = new ArrayList<>();
    Iterator<Annotation> all =
        editor
            .source()
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

  private static IMarker[] markers(IFile file) {
    try {
      return file.findMarkers(ExperimentMarkers.TYPE, false, IResource.DEPTH_ZERO);
    } catch (CoreException e) {
      throw new AssertionError(e);
    }
  }

  private static Control form(ExperimentEditor editor) {
    return editor.formControl();
  }

  private static Text text(ExperimentEditor editor, String content) {
    return Widgets.all(form(editor), Text.class).stream()
        .filter(text -> text.getText().equals(content))
        .findFirst()
        .orElseThrow();
  }

  private static Button box(ExperimentEditor editor, String label) {
    return Widgets.button(form(editor), label);
  }

  private static void tick(Button box) {
    box.setSelection(!box.getSelection());
    box.notifyListeners(SWT.Selection, new Event());
  }

  private static List<String> labels(ExperimentEditor editor) {
    return Widgets.all(form(editor), Label.class).stream().map(Label::getText).toList();
  }
}
