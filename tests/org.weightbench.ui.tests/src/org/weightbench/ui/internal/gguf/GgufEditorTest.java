package org.weightbench.ui.internal.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.ide.IDE;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbench.os.PageCache;
import org.weightbench.testing.Fixtures;
import org.weightbench.ui.Widgets;
import org.weightbench.ui.Workbench;
import org.weightbench.ui.internal.chart.ChartPane;

final class GgufEditorTest {
  private static final int OVERVIEW = 0;
  private static final int TENSORS = 1;
  private static final int METADATA = 2;
  private static final int RESIDENCY = 3;
  private static final int PROBLEMS = 4;

  @TempDir Path folder;
  private IWorkbenchPage page;

  @BeforeEach
  void openWorkbench() throws Exception {
    page = Workbench.openPerspective();
  }

  @AfterEach
  void close() throws Exception {
    page.closeAllEditors(false);
    Workbench.clear();
    assertEquals(List.of(), Workbench.loggedErrors());
  }

  @Test
  void aModelInTheWorkspaceOpensInItByItself() throws Exception {
    IEditorPart editor = IDE.openEditor(page, Workbench.model(Workbench.project("editor")));
    assertTrue(editor instanceof GgufEditor, editor.getClass().getName());
    read((GgufEditor) editor);
    List<String> facts = texts(((GgufEditor) editor).page(OVERVIEW));
    assertTrue(facts.contains("llama"), facts.toString());
    assertTrue(facts.stream().anyMatch(text -> text.startsWith("293 K (")), facts.toString());
    assertTrue(facts.contains("none"), facts.toString());
    Workbench.await(
        "both charts",
        () ->
            Widgets.all(((GgufEditor) editor).page(OVERVIEW), ChartPane.class).stream()
                .allMatch(pane -> pane.image().isPresent()));
  }

  @Test
  void aSplitModelOfHundredsOfGibibytesOpensWithAllItsFiles() throws Exception {
    GgufEditor editor = open(SparseModel.write(folder, 5000));
    Table shards = Widgets.first(editor.page(OVERVIEW), Table.class);
    assertEquals(10, shards.getItemCount());
    assertTrue(
        texts(editor.page(OVERVIEW)).stream()
            .anyMatch(text -> text.matches("3\\d\\d GiB in 10 .*")),
        texts(editor.page(OVERVIEW)).toString());
    editor.activate(TENSORS);
    Table tensors = Widgets.first(editor.page(TENSORS), Table.class);
    assertEquals(SparseModel.tensors(), tensors.getItemCount());
    filter(editor.page(TENSORS), "blk.7. q4_k");
    assertEquals(
        List.of(
            "blk.7.ffn_gate_exps.weight", "blk.7.ffn_up_exps.weight", "blk.7.ffn_down_exps.weight"),
        Widgets.texts(tensors, "Name"));
    assertTrue(labels(editor.page(TENSORS)).contains("3 tensors, 5.91 GiB"));
  }

  @Test
  void tensorsAreSortedByTheValuesOfAColumn() throws Exception {
    GgufEditor editor = open(Fixtures.STORIES_F32.copyTo(folder));
    editor.activate(TENSORS);
    Table tensors = Widgets.first(editor.page(TENSORS), Table.class);
    Widgets.clickColumn(tensors, "Bytes");
    assertEquals("token_embd.weight", Widgets.texts(tensors, "Name").getFirst());
    Widgets.clickColumn(tensors, "Bytes");
    assertTrue(Widgets.texts(tensors, "Name").getFirst().contains("norm"));
    Widgets.clickColumn(tensors, "Name");
    List<String> names = Widgets.texts(tensors, "Name");
    assertEquals(names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList(), names);
  }

  @Test
  void theValuesOfATensorAreShownAsHistogramAndNumbers() throws Exception {
    GgufEditor editor = open(Fixtures.ORACLE_QUANTIZED.copyTo(folder));
    editor.activate(TENSORS);
    Control tensorsPage = editor.page(TENSORS);
    filter(tensorsPage, "q4_K");
    Widgets.select(Widgets.first(tensorsPage, Table.class), 0);
    Widgets.press(tensorsPage, "Values");
    Workbench.await(
        "the histogram", () -> Widgets.first(tensorsPage, ChartPane.class).image().isPresent());
    String statistics = statistics(tensorsPage);
    assertTrue(
        statistics.matches("(?s)All [\\d,.]+ weights\nMinimum: -.*Not finite: 0"), statistics);
  }

  @Test
  void anArrayOfTheMetadataIsReadPageByPageAsItIsScrolled() throws Exception {
    GgufEditor editor = open(SparseModel.write(folder, 5000));
    editor.activate(METADATA);
    Control metadata = editor.page(METADATA);
    Table keys = Widgets.all(metadata, Table.class).getFirst();
    Table elements = Widgets.all(metadata, Table.class).getLast();
    Widgets.select(keys, Widgets.texts(keys, "Key").indexOf("tokenizer.ggml.tokens"));
    assertEquals(5000, elements.getItemCount());
    assertEquals("\u2026", elements.getItem(4321).getText(1));
    Workbench.await("the page", () -> elements.getItem(4321).getText(1).equals("token4321"));
    assertEquals("token4000", elements.getItem(4000).getText(1));
    Widgets.select(keys, Widgets.texts(keys, "Key").indexOf("general.name"));
    assertEquals(
        "Huge",
        Widgets.all(metadata, Text.class).stream()
            .filter(text -> (text.getStyle() & SWT.MULTI) != 0)
            .findFirst()
            .orElseThrow()
            .getText());
  }

  @Test
  void whatThePageCacheHoldsIsShownFilledAndEmptied() throws Exception {
    Path model = Fixtures.STORIES_F32.copyTo(folder);
    assumeTrue(PageCache.capability(model).available(), PageCache.capability(model).reason());
    GgufEditor editor = open(model);
    editor.activate(RESIDENCY);
    Control residency = editor.page(RESIDENCY);
    Table table = Widgets.first(residency, Table.class);
    Widgets.press(residency, "Warm");
    Workbench.await("idle", () -> Widgets.button(residency, "Warm").isEnabled());
    assertEquals(List.of("100.0 %"), Widgets.texts(table, "Share"));
    Widgets.press(residency, "Evict");
    Workbench.await("idle", () -> Widgets.button(residency, "Warm").isEnabled());
    assumeTrue(
        PageCache.residency(model).fraction() < 1, "this file system keeps its pages in memory");
    assertEquals(List.of("0.0 %"), Widgets.texts(table, "Share"));
  }

  @Test
  void anOpenEditorKeepsNoPageOfTheModelInUse() throws Exception {
    Path model = Fixtures.STORIES_F32.copyTo(folder);
    assumeTrue(PageCache.capability(model).available(), PageCache.capability(model).reason());
    GgufEditor editor = open(model);
    assertTrue(editor.isRead());
    Path mapped = Path.of("/proc/self/maps");
    assumeTrue(Files.exists(mapped), "there is no " + mapped);
    assertFalse(Files.readString(mapped).contains(model.toString()));
  }

  @Test
  void aFileThatIsNoModelShowsWhatIsWrongWhere() throws Exception {
    Path broken = folder.resolve("broken.gguf");
    Files.writeString(broken, "just text, and quite a lot of it\n");
    GgufEditor editor = open(broken);
    Table problems = Widgets.first(editor.page(PROBLEMS), Table.class);
    assertEquals(List.of("broken.gguf"), Widgets.texts(problems, "File"));
    assertEquals(List.of("0"), Widgets.texts(problems, "Offset"));
    assertFalse(Widgets.button(editor.page(RESIDENCY), "Warm").isEnabled());
    assertTrue(
        labels(editor.page(PROBLEMS)).stream()
            .anyMatch(text -> text.contains("the reason is below")));
  }

  @Test
  void aFileWithoutASingleByteShowsWhatIsMissing() throws Exception {
    GgufEditor editor = open(Files.createFile(folder.resolve("empty.gguf")));
    Table problems = Widgets.first(editor.page(PROBLEMS), Table.class);
    assertEquals(List.of("empty.gguf"), Widgets.texts(problems, "File"));
    assertEquals(List.of("0"), Widgets.texts(problems, "Offset"));
    assertEquals(1, texts(editor.page(OVERVIEW)).size(), texts(editor.page(OVERVIEW)).toString());
  }

  @Test
  void aTruncatedModelSaysWhereItEnds() throws Exception {
    Path model = Fixtures.STORIES_F32.copyTo(folder);
    byte[] bytes = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
    GgufEditor editor = open(model);
    Table problems = Widgets.first(editor.page(PROBLEMS), Table.class);
    assertTrue(Widgets.texts(problems, "Expected").getFirst().contains("truncated"));
  }

  private GgufEditor open(Path model) throws Exception {
    GgufEditor editor =
        (GgufEditor) IDE.openEditor(page, EFS.getStore(model.toUri()).toURI(), GgufEditor.ID, true);
    read(editor);
    return editor;
  }

  private static void read(GgufEditor editor) {
    Workbench.await("the model", editor::isRead);
    Workbench.settle();
  }

  private static void filter(Control page, String words) {
    Text filter = Widgets.first(page, Text.class);
    filter.setText(words);
    filter.notifyListeners(SWT.Modify, new Event());
  }

  private static String statistics(Control page) {
    return Widgets.all(page, Text.class).getLast().getText();
  }

  private static List<String> texts(Control page) {
    return Widgets.all(page, Text.class).stream().map(Text::getText).toList();
  }

  private static List<String> labels(Control page) {
    return Widgets.all(page, Label.class).stream().map(Label::getText).toList();
  }
}
