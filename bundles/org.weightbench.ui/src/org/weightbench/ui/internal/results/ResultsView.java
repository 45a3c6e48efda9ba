package org.weightbench.ui.internal.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.core.resources.IResourceChangeEvent;
import org.eclipse.core.resources.IResourceChangeListener;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.IActionBars;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.launching.ExperimentTracker;
import org.weightbench.launching.HistoryEntry;
import org.weightbench.launching.ResultHistory;
import org.weightbench.launching.RunningExperiment;
import org.weightbench.ui.LoadExperimentsPerspective;
import org.weightbench.ui.internal.Accessibility;
import org.weightbench.ui.internal.Actions;
import org.weightbench.ui.internal.Background;
import org.weightbench.ui.internal.HelpContext;
import org.weightbench.ui.internal.Icon;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.Moments;
import org.weightbench.ui.internal.comparison.ComparisonView;

/** The history: result folders of the workspace and of launches, the latest first. */
public final class ResultsView extends ViewPart {
  private static final long CHANGE_DELAY_MILLIS = 300;
  private static final int FASTEST_COLUMN = 1;

  private final IResourceChangeListener resources = _ -> later();
  private Composite body;
  private StackLayout stack;
  private Control empty;
  private TableViewer viewer;
  private ResourceManager images;
  private Background<List<HistoryEntry>> reading;
  private Background<Map<ResultFolder, FastestLoads.Summary>> summing;
  private final FastestLoads loads = new FastestLoads();
  private Map<ResultFolder, FastestLoads.Summary> fastest = Map.of();
  private ExperimentTracker tracker;
  private ResultOperations operations;

  @Override
  public void createPartControl(Composite parent) {
    body = new Composite(parent, SWT.NONE);
    HelpContext.RESULTS.explain(body);
    stack = new StackLayout();
    body.setLayout(stack);
    empty = createEmpty(body);
    createTable(body);
    stack.topControl = empty;
    reading =
        new Background<>(
            Messages.results_loading,
            body,
            this::show,
            e -> ILog.of(ResultsView.class).error(Messages.results_loading, e));
    summing =
        new Background<>(
            Messages.results_summing,
            body,
            this::show,
            e -> ILog.of(ResultsView.class).error(Messages.results_summing, e));
    createActions();
    tracker = new ExperimentTracker(DebugPlugin.getDefault().getLaunchManager(), (_, _) -> later());
    ResourcesPlugin.getWorkspace()
        .addResourceChangeListener(resources, IResourceChangeEvent.POST_CHANGE);
    refresh(0);
  }

  private static Control createEmpty(Composite parent) {
    Composite area = new Composite(parent, SWT.NONE);
    GridLayoutFactory.fillDefaults().margins(12, 12).applyTo(area);
    Label hint = new Label(area, SWT.WRAP);
    hint.setText(Messages.results_empty);
    GridDataFactory.fillDefaults().grab(true, true).hint(160, SWT.DEFAULT).applyTo(hint);
    return area;
  }

  private void createTable(Composite parent) {
    viewer = new TableViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
    viewer.getTable().setHeaderVisible(true);
    Accessibility.name(viewer.getTable(), Messages.results_accessible);
    viewer.setContentProvider(ArrayContentProvider.getInstance());
    images = new LocalResourceManager(JFaceResources.getResources(), viewer.getControl());
    ColumnViewerToolTipSupport.enableFor(viewer);
    column(Messages.results_columnName, SWT.LEFT, HistoryEntry::name, HistoryEntry::name);
    column(
        Messages.results_columnFastest,
        SWT.LEFT,
        entry -> fastest(entry).text(),
        entry -> fastest(entry).nanos().orElse(Double.MAX_VALUE));
    column(Messages.results_columnModel, SWT.LEFT, HistoryEntry::model, HistoryEntry::model);
    column(Messages.results_columnSamples, SWT.RIGHT, ResultsView::samples, entry -> entry.done());
    column(
        Messages.results_columnStarted,
        SWT.LEFT,
        entry -> Moments.text(entry.started()),
        entry -> entry.started());
    column(
        Messages.results_columnState,
        SWT.LEFT,
        entry -> stateText(entry.state()),
        entry -> entry.state());
    viewer.addDoubleClickListener(_ -> compareSelection());
    getSite().setSelectionProvider(viewer);
  }

  private <K extends Comparable<? super K>> void column(
      String title,
      int alignment,
      Function<HistoryEntry, String> text,
      Function<HistoryEntry, K> key) {
    TableViewerColumn column = new TableViewerColumn(viewer, alignment);
    boolean first = viewer.getTable().getColumnCount() == 1;
    column.setLabelProvider(new EntryLabels(text, first));
    TableColumn widget = column.getColumn();
    widget.setText(title);
    widget.addListener(SWT.Selection, _ -> sort(widget, Comparator.comparing(key)));
  }

  private void sort(TableColumn column, Comparator<HistoryEntry> ascending) {
    boolean down =
        viewer.getTable().getSortColumn() == column
            && viewer.getTable().getSortDirection() == SWT.UP;
    Comparator<HistoryEntry> order = down ? ascending.reversed() : ascending;
    viewer.getTable().setSortColumn(column);
    viewer.getTable().setSortDirection(down ? SWT.DOWN : SWT.UP);
    viewer.setComparator(
        new ViewerComparator() {
          @Override
          public int compare(Viewer any, Object a, Object b) {
            return order.compare((HistoryEntry) a, (HistoryEntry) b);
          }
        });
  }

  private void createActions() {
    operations = new ResultOperations(body, () -> refresh(0));
    Action compare = Actions.of(Messages.results_compare, Icon.COMPARISON, this::compareSelection);
    Action add = Actions.of(Messages.results_add, Icon.COMPARISON, this::add);
    Action refresh = Actions.of(Messages.results_refresh, Icon.REFRESH, () -> refresh(0));
    Action rename = Actions.of(Messages.results_rename, Icon.RESULTS, () -> single(this::rename));
    Action delete = Actions.of(Messages.results_delete, Icon.UNREADABLE, this::delete);
    Action export =
        Actions.of(Messages.results_export, Icon.COPY, () -> single(operations::export));
    Action imported = Actions.of(Messages.results_import, Icon.RESULTS, operations::importArchive);
    Action addFolder = Actions.of(Messages.results_addFolder, Icon.RESULTS, operations::addFolder);
    IActionBars bars = getViewSite().getActionBars();
    bars.getToolBarManager().add(compare);
    bars.getToolBarManager().add(refresh);
    bars.getMenuManager().add(addFolder);
    bars.getMenuManager().add(imported);
    Actions.everywhere(bars, ActionFactory.REFRESH, refresh);
    Actions.everywhere(bars, ActionFactory.RENAME, rename);
    Actions.everywhere(bars, ActionFactory.DELETE, delete);
    Actions.contextMenu(
        viewer.getControl(),
        manager -> {
          List<HistoryEntry> selected = selection();
          if (!selected.isEmpty()) {
            manager.add(compare);
            manager.add(add);
          }
          if (selected.size() == 1) {
            ResultFolder folder = selected.getFirst().folder();
            if (selected.getFirst().state().isResumable()) {
              manager.add(
                  Actions.of(
                      Messages.results_resume, Icon.RUNNING, () -> operations.resume(folder)));
            }
            manager.add(
                Actions.of(
                    Messages.results_relaunch, Icon.EXPERIMENT, () -> operations.relaunch(folder)));
            manager.add(new Separator());
            manager.add(rename);
            manager.add(export);
          }
          if (!selected.isEmpty()) {
            manager.add(delete);
          }
          manager.add(new Separator());
          manager.add(imported);
          manager.add(addFolder);
          manager.add(refresh);
        });
    Actions.contextMenu(
        empty,
        manager -> {
          manager.add(imported);
          manager.add(addFolder);
          manager.add(refresh);
        });
  }

  private void single(Consumer<ResultFolder> action) {
    if (folders().size() == 1) {
      action.accept(folders().getFirst());
    }
  }

  private void delete() {
    List<ResultFolder> folders = folders();
    if (!folders.isEmpty() && !tellMeasured(folders)) {
      operations.delete(folders);
    }
  }

  private void rename(ResultFolder folder) {
    if (!tellMeasured(List.of(folder))) {
      operations.rename(folder);
    }
  }

  /** Tells of the first folder to which an experiment writes now, and whether there is one. */
  private boolean tellMeasured(List<ResultFolder> folders) {
    Set<Path> written = written();
    Optional<ResultFolder> measured =
        folders.stream().filter(folder -> written.contains(folder.path())).findFirst();
    measured.ifPresent(
        folder ->
            MessageDialog.openInformation(
                getSite().getShell(),
                Messages.results_measuredTitle,
                Messages.format(Messages.results_measured, folder.name())));
    return measured.isPresent();
  }

  /** Returns what people do to results here. */
  ResultOperations operations() {
    return operations;
  }

  /** Reads the history again. */
  public void refresh() {
    refresh(0);
  }

  /** Returns the entries as they stand. */
  public List<HistoryEntry> entries() {
    List<HistoryEntry> entries = new ArrayList<>();
    for (var item : viewer.getTable().getItems()) {
      entries.add((HistoryEntry) item.getData());
    }
    return entries;
  }

  /** Returns the table. */
  public Table tableWidget() {
    return viewer.getTable();
  }

  /** Selects the entries of these folders. */
  public void select(List<ResultFolder> some) {
    viewer.setSelection(
        new StructuredSelection(
            entries().stream().filter(entry -> some.contains(entry.folder())).toList()));
  }

  /** Returns the folders to which experiments of this session write now. */
  private Set<Path> written() {
    return tracker.experiments().stream()
        .map(RunningExperiment::progress)
        .filter(progress -> !progress.state().isFinal())
        .flatMap(progress -> progress.folder().stream())
        .collect(Collectors.toSet());
  }

  private void refresh(long delayMillis) {
    Set<Path> running = written();
    reading.request(delayMillis, () -> ResultHistory.read(ResultHistory.roots(), running));
  }

  /** Called on any thread. */
  private void later() {
    if (body.isDisposed()) {
      return;
    }
    body.getDisplay()
        .asyncExec(
            () -> {
              if (!body.isDisposed()) {
                refresh(CHANGE_DELAY_MILLIS);
              }
            });
  }

  private void show(List<HistoryEntry> entries) {
    List<ResultFolder> selected = folders();
    boolean first = viewer.getTable().getItemCount() == 0;
    viewer.setInput(entries);
    select(selected);
    if (first) {
      for (TableColumn column : viewer.getTable().getColumns()) {
        column.pack();
      }
    }
    stack.topControl = entries.isEmpty() ? empty : viewer.getControl();
    body.layout();
    summing.request(0, () -> loads.of(entries));
  }

  private void show(Map<ResultFolder, FastestLoads.Summary> summaries) {
    boolean first = fastest.isEmpty();
    fastest = summaries;
    viewer.refresh();
    if (first) {
      viewer.getTable().getColumn(FASTEST_COLUMN).pack();
    }
  }

  private FastestLoads.Summary fastest(HistoryEntry entry) {
    return fastest.getOrDefault(entry.folder(), FastestLoads.Summary.NONE);
  }

  private List<HistoryEntry> selection() {
    List<HistoryEntry> selected = new ArrayList<>();
    for (Object element : viewer.getStructuredSelection()) {
      selected.add((HistoryEntry) element);
    }
    return selected;
  }

  /** Compares what is selected, in the comparison view. */
  public void compareSelection() {
    comparison().ifPresent(view -> view.compare(folders()));
  }

  private void add() {
    comparison().ifPresent(view -> view.add(folders()));
  }

  private List<ResultFolder> folders() {
    return selection().stream().map(HistoryEntry::folder).toList();
  }

  private Optional<ComparisonView> comparison() {
    if (selection().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          (ComparisonView)
              getSite().getPage().showView(LoadExperimentsPerspective.COMPARISON_VIEW));
    } catch (PartInitException e) {
      ErrorDialog.openError(getSite().getShell(), null, null, e.getStatus());
      return Optional.empty();
    }
  }

  private static String samples(HistoryEntry entry) {
    if (entry.state() == HistoryEntry.State.UNREADABLE) {
      return "";
    }
    return Messages.format(
        entry.done() <= entry.planned() ? Messages.results_samples : Messages.results_samplesMore,
        entry.done(),
        entry.planned());
  }

  private static String stateText(HistoryEntry.State state) {
    return switch (state) {
      case RUNNING -> Messages.results_stateRunning;
      case COMPLETE -> Messages.results_stateComplete;
      case REPEATED -> Messages.results_stateRepeated;
      case ENDED_EARLY -> Messages.results_stateEndedEarly;
      case INCOMPLETE -> Messages.results_stateIncomplete;
      case UNREADABLE -> Messages.results_stateUnreadable;
    };
  }

  private static Icon icon(HistoryEntry.State state) {
    return switch (state) {
      case RUNNING -> Icon.RUNNING;
      case COMPLETE, REPEATED -> Icon.COMPLETE;
      case ENDED_EARLY, INCOMPLETE -> Icon.INCOMPLETE;
      case UNREADABLE -> Icon.UNREADABLE;
    };
  }

  @Override
  public void setFocus() {
    stack.topControl.setFocus();
  }

  @Override
  public void dispose() {
    ResourcesPlugin.getWorkspace().removeResourceChangeListener(resources);
    tracker.close();
    super.dispose();
  }

  private final class EntryLabels extends ColumnLabelProvider {
    private final Function<HistoryEntry, String> text;
    private final boolean withImage;

    EntryLabels(Function<HistoryEntry, String> text, boolean withImage) {
      this.text = text;
      this.withImage = withImage;
    }

    @Override
    public String getText(Object element) {
      return text.apply((HistoryEntry) element);
    }

    @Override
    public @Nullable Image getImage(Object element) {
      return withImage ? images.create(icon(((HistoryEntry) element).state()).descriptor()) : null;
    }

    @Override
    public String getToolTipText(Object element) {
      HistoryEntry entry = (HistoryEntry) element;
      String path = entry.folder().path().toString();
      String settings = fastest(entry).settings();
      return entry.problem().orElse(settings.isEmpty() ? path : path + "\n" + settings);
    }
  }
}
