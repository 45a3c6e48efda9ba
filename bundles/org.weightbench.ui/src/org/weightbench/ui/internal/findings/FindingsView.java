package org.weightbench.ui.internal.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.commands.ActionHandler;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;
import org.eclipse.ui.texteditor.ITextEditorActionDefinitionIds;
import org.weightbench.analysis.diagnosis.Diagnosis;
import org.weightbench.analysis.diagnosis.Facts;
import org.weightbench.analysis.diagnosis.Finding;
import org.weightbench.analysis.diagnosis.Severity;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.CellOfResult;
import org.weightbench.ui.internal.HeadedArea;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.LinkedSelection;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.comparison.ComparisonView;
import org.weightbench.ui.internal.preferences.UnitPreferences;
import org.weightbench.ui.internal.table.DataColumn;
import org.weightbench.ui.internal.table.DataTable;
import org.weightbench.ui.internal.table.TableSelection;

/** What is wrong with the loads of the results that are selected, and what helps. */
public final class FindingsView extends ViewPart {
  private static final int[] WEIGHTS = {56, 44};

  private HeadedArea area;
  private SashForm sash;
  private DataTable<Judged> table;
  private Text detail;
  private Action openCell;
  private Action openReference;
  private Action quickFix;
  private Link links;
  private FixRunner fixes;
  private Background<List<Judged>> judging;
  private LinkedSelection link;
  private List<ResultFolder> folders = List.of();
  private List<CellOfResult> cells = List.of();
  private Action whole;

  /**
   * A finding about a result.
   *
   * @param folder the result
   * @param finding the finding
   */
  private record Judged(ResultFolder folder, Finding finding) {
    CellOfResult cell() {
      return new CellOfResult(folder, finding.cell());
    }
  }

  @Override
  public void createPartControl(Composite parent) {
    area = new HeadedArea(parent, Messages.findings_empty, HelpContext.FINDINGS);
    Composite body = area.body();
    sash = new SashForm(body, SWT.HORIZONTAL | SWT.SMOOTH);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
    table =
        new DataTable<>(
            sash,
            Messages.findings_accessible,
            List.of(
                DataColumn.<Judged>words(
                        Messages.findings_severity, judged -> severity(judged.finding.severity()))
                    .withIcon(judged -> icon(judged.finding.severity()))
                    .orderedBy(Comparator.comparing(judged -> judged.finding.severity())),
                DataColumn.words(
                    Messages.findings_title, judged -> Phrases.say(judged.finding.title())),
                DataColumn.numbers(
                    Messages.findings_saves,
                    judged -> saved(judged.finding),
                    judged -> judged.finding.savedNanos()),
                DataColumn.words(
                    Messages.findings_conclusion,
                    judged -> Phrases.say(judged.finding.conclusion()))));
    Composite right = new Composite(sash, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(right);
    detail = new Text(right, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI | SWT.V_SCROLL);
    Accessibility.name(detail, Messages.findings_accessibleDetail);
    GridDataFactory.fillDefaults().grab(true, true).applyTo(detail);
    links = new Link(right, SWT.WRAP);
    links.addListener(
        SWT.Selection, event -> runFix(fixesOfSelection().get(Integer.parseInt(event.text))));
    GridDataFactory.fillDefaults()
        .grab(true, false)
        .indent(6, 4)
        .hint(200, SWT.DEFAULT)
        .applyTo(links);
    sash.setWeights(WEIGHTS);
    sash.setMaximizedControl(table.widget());
    fixes = new FixRunner(body, getSite().getPage());
    openCell = Actions.of(Messages.findings_openCell, Icon.COMPARISON, this::openCell);
    openReference = Actions.of(Messages.findings_reference, Icon.FINDING, this::openReference);
    Action copy =
        Actions.of(Messages.gguf_copy, Icon.COPY, () -> Actions.copy(body, detail.getText()));
    quickFix = Actions.of(Messages.fix_action, Icon.FASTER, this::chooseFix);
    quickFix.setActionDefinitionId(ITextEditorActionDefinitionIds.QUICK_ASSIST);
    whole = Actions.toggle(Messages.findings_whole, Icon.RESULTS, false, this::judge);
    whole.setToolTipText(Messages.findings_wholeTip);
    getViewSite().getActionBars().getToolBarManager().add(whole);
    getViewSite().getActionBars().getMenuManager().add(whole);
    getViewSite().getActionBars().getToolBarManager().add(quickFix);
    getViewSite().getActionBars().getToolBarManager().add(openCell);
    getViewSite().getActionBars().getToolBarManager().add(openReference);
    Actions.contextMenu(
        table.widget(),
        menu -> {
          addFixes(menu);
          menu.add(new Separator());
          addIf(menu, openCell);
          addIf(menu, openReference);
          menu.add(copy);
        });
    table.onSelection(this::selected);
    table.widget().addListener(SWT.DefaultSelection, _ -> openCell());
    judging =
        new Background<>(
            Messages.findings_judging,
            body,
            this::show,
            e -> {
              area.say(Messages.format(Messages.findings_failed, e.getMessage()));
            });
    UnitPreferences.onChange(body, this::judge);
    getSite().setSelectionProvider(new TableSelection<>(table, judged -> List.of(judged.cell())));
    link = new LinkedSelection(this, selected -> judge(selected.folders(), selected.cells()));
    getSite()
        .getService(IHandlerService.class)
        .activateHandler(ITextEditorActionDefinitionIds.QUICK_ASSIST, new ActionHandler(quickFix));
    selected();
  }

  /** Judges results as wholes. */
  public void judge(List<ResultFolder> some) {
    judge(some, List.of());
  }

  /**
   * Judges cells of results, or whole results where no cell is named.
   *
   * @param some the results, those of the cells too
   */
  public void judge(List<ResultFolder> some, List<CellOfResult> of) {
    folders = List.copyOf(some);
    cells = List.copyOf(of);
    judge();
  }

  private void judge() {
    List<ResultFolder> some = folders;
    List<CellOfResult> of = judgedCells();
    judging.request(0, () -> read(some, of));
  }

  /** Returns the cells that are judged by themselves; none where whole results are. */
  private List<CellOfResult> judgedCells() {
    return whole.isChecked() ? List.of() : cells;
  }

  /** Returns the table. */
  public Table tableWidget() {
    return table.widget();
  }

  /** Returns all that is said of the selected finding. */
  public String detailText() {
    return detail.getText();
  }

  private static List<Judged> read(List<ResultFolder> folders, List<CellOfResult> cells)
      throws IOException {
    List<Judged> judged = new ArrayList<>();
    for (ResultFolder folder : folders) {
      Set<Cell> own =
          cells.stream()
              .filter(cell -> cell.folder().equals(folder))
              .map(CellOfResult::cell)
              .collect(Collectors.toSet());
      Facts facts = Facts.read(folder);
      Diagnosis diagnosis = own.isEmpty() ? Diagnosis.of(facts) : Diagnosis.of(facts, own);
      diagnosis.findings().forEach(finding -> judged.add(new Judged(folder, finding)));
    }
    return judged;
  }

  private void show(List<Judged> judged) {
    table.show(judged);
    // Without a finding there is nothing to say beside the table.
    sash.setMaximizedControl(judged.isEmpty() ? table.widget() : null);
    area.say(heading(judged.size()));
    if (!judged.isEmpty() && table.selection().isEmpty()) {
      table.widget().setSelection(0);
    }
    selected();
  }

  private String heading(int count) {
    int of = judgedCells().size();
    if (of > 0) {
      return Messages.format(Messages.findings_ofCells, count, of);
    }
    return count == 0 ? Messages.findings_none : Messages.format(Messages.findings_count, count);
  }

  private void selected() {
    List<Judged> selection = table.selection();
    openCell.setEnabled(selection.size() == 1);
    openReference.setEnabled(
        selection.size() == 1 && !selection.getFirst().finding.reference().isEmpty());
    detail.setText(selection.stream().map(FindingsView::text).collect(Collectors.joining("\n\n")));
    showFixes();
  }

  /** Shows a link for each fix of the selected finding. */
  private void showFixes() {
    List<Fix> possible = fixesOfSelection();
    quickFix.setEnabled(!possible.isEmpty());
    links.setText(
        IntStream.range(0, possible.size())
            .mapToObj(
                at ->
                    "<a href=\"%d\">%s</a>"
                        .formatted(at, possible.get(at).label().replace("&", "&&")))
            .collect(Collectors.joining("   ")));
    ((GridData) links.getLayoutData()).exclude = possible.isEmpty();
    links.setVisible(!possible.isEmpty());
    links.getParent().layout();
  }

  private List<Fix> fixesOfSelection() {
    List<Judged> selection = table.selection();
    return selection.size() == 1 ? Fix.of(selection.getFirst().finding) : List.of();
  }

  private void runFix(Fix fix) {
    if (table.selection().size() == 1) {
      Judged judged = table.selection().getFirst();
      fixes.run(fix, judged.finding, judged.folder);
    }
  }

  private void addFixes(IMenuManager menu) {
    for (Fix fix : fixesOfSelection()) {
      menu.add(Actions.of(fix.label(), Icon.FASTER, () -> runFix(fix)));
    }
  }

  /** Shows the fixes of the selected finding as a menu below it. */
  private void chooseFix() {
    MenuManager menu = new MenuManager();
    addFixes(menu);
    Menu widget = menu.createContextMenu(table.widget());
    Rectangle row = table.widget().getSelection()[0].getBounds();
    widget.setLocation(table.widget().toDisplay(row.x, row.y + row.height));
    widget.addListener(SWT.Hide, _ -> widget.getDisplay().asyncExec(menu::dispose));
    widget.setVisible(true);
  }

  private static String text(Judged judged) {
    Finding finding = judged.finding;
    String evidence =
        finding.evidence().stream()
            .map(fact -> "\n  \u2022 " + Phrases.say(fact.title()) + " " + fact.value())
            .collect(Collectors.joining());
    return Messages.format(
        Messages.findings_text,
        Phrases.say(finding.title()),
        Phrases.say(finding.conclusion()),
        evidence.isEmpty() ? " \u2013" : evidence,
        Phrases.say(finding.remedy()),
        finding.cell().id(),
        judged.folder.name(),
        finding.reference());
  }

  private void openCell() {
    if (table.selection().size() != 1) {
      return;
    }
    Judged judged = table.selection().getFirst();
    try {
      IViewPart view = getSite().getPage().showView(LoadExperimentsPerspective.COMPARISON_VIEW);
      if (view instanceof ComparisonView comparison) {
        comparison.reveal(judged.folder, judged.finding.cell());
      }
    } catch (PartInitException e) {
      ILog.of(FindingsView.class).log(e.getStatus());
    }
  }

  private void openReference() {
    if (table.selection().size() == 1) {
      Program.launch(table.selection().getFirst().finding.reference());
    }
  }

  private static void addIf(IMenuManager menu, Action action) {
    if (action.isEnabled()) {
      menu.add(action);
    }
  }

  private static String saved(Finding finding) {
    return finding.savedNanos() == 0 ? "" : Quantities.duration(finding.savedNanos());
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case MISLEADING -> Messages.findings_misleading;
      case WARNING -> Messages.findings_warning;
      case ADVICE -> Messages.findings_advice;
      case NOTE -> Messages.findings_note;
    };
  }

  private static Icon icon(Severity severity) {
    return switch (severity) {
      case MISLEADING -> Icon.UNREADABLE;
      case WARNING -> Icon.INCOMPLETE;
      case ADVICE -> Icon.FASTER;
      case NOTE -> Icon.UNKNOWN;
    };
  }

  @Override
  public void setFocus() {
    table.widget().setFocus();
  }

  @Override
  public void dispose() {
    link.close();
    super.dispose();
  }
}
