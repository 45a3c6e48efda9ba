package org.weightbench.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ExperimentEvent.ExpectedCost;
import org.weightbench.experiment.ExperimentEvent.Outcome;
import org.weightbench.experiment.ExperimentPlan.SkippedCell;
import org.weightbench.experiment.Quantities;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.Status;

/**
 * Shows people how far a run is: on a terminal by a bar in its last line, elsewhere by plain lines,
 * at most one a sample. How a run ended is told here too, so that nobody need repeat it. Usable
 * from several threads.
 */
public final class ProgressPrinter implements Consumer<ExperimentEvent> {
  private static final int BAR_CELLS = 24;
  private static final int STANDARD_WIDTH = 80;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private List<Axis<?>> differing = List.of();
  private String working = "";
  private String running = "";
  private String rate = "";
  private String left = "";
  private int done;
  private int total;

  /**
   * Creates a printer.
   *
   * @param out where it prints
   * @param terminal whether that is a terminal, on which a line can be written again
   * @param width columns of the terminal
   */
  public ProgressPrinter(PrintStream out, boolean terminal, int width) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
  }

  /** Creates a printer on standard error. */
  public static ProgressPrinter onStandardError() {
    String columns = System.getenv("COLUMNS");
    int width =
        columns != null && columns.matches("[1-9]\\d{1,3}")
            ? Integer.parseInt(columns)
            : STANDARD_WIDTH;
    Charset charset = System.err.charset();
    PrintStream error = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
    return new ProgressPrinter(error, standardErrorIsTerminal(), width);
  }

  private static boolean standardErrorIsTerminal() {
    Path descriptor = Path.of("/proc/self/fd/2");
    try {
      return Files.readSymbolicLink(descriptor).toString().matches("/dev/(pts/\\d+|tty.*|console)");
    } catch (IOException | UnsupportedOperationException _) {
      // Not Linux: both other streams being a terminal is the best guess there is.
      return System.console() != null && System.console().isTerminal();
    }
  }

  @Override
  public synchronized void accept(ExperimentEvent event) {
    switch (event) {
      case ExperimentEvent.Planned planned -> planned(planned);
      case ExperimentEvent.Working now -> working(now);
      case ExperimentEvent.SampleStarted started -> {
        running = label(started.cell());
        if (terminal) {
          again(bar());
        }
      }
      case ExperimentEvent.SampleFinished finished -> finished(finished);
      case ExperimentEvent.Finished finished -> end(finished);
    }
  }

  private void planned(ExperimentEvent.Planned planned) {
    done = planned.done();
    total = planned.total();
    differing =
        Axes.all().stream()
            .<Axis<?>>map(axis -> axis)
            .filter(axis -> planned.cells().stream().map(c -> c.text(axis)).distinct().count() > 1)
            .toList();
    line(
        planned.name()
            + ": "
            + planned.cells().size()
            + " cells, "
            + total
            + " samples"
            + (done > 0 ? ", " + done + " of them done before" : "")
            + ", in "
            + planned.folder());
    ExpectedCost cost = planned.cost();
    if (cost != null) {
      line(
          "reads "
              + Quantities.bytes(cost.logicalBytes())
              + ", "
              + Quantities.bytes(cost.deviceBytes())
              + " of it from the device; takes about "
              + Quantities.duration(cost.nanos())
              + " after verification ("
              + cost.method()
              + ")");
    }
    planned.notes().forEach(this::line);
    Map<String, List<Cell>> byReason = new LinkedHashMap<>();
    for (SkippedCell skipped : planned.skipped()) {
      byReason.computeIfAbsent(skipped.reason(), _ -> new ArrayList<>()).add(skipped.cell());
    }
    byReason.forEach(
        (reason, cells) ->
            line(
                "left out: "
                    + (cells.size() == 1 ? "1 cell" : cells.size() + " cells")
                    + ": "
                    + reason));
  }

  private void working(ExperimentEvent.Working now) {
    if (terminal) {
      long percent = now.total() > 0 ? 100 * now.done() / now.total() : 0;
      again(now.done() > 0 ? percent + " % " + now.what() : now.what());
    } else if (!now.what().equals(working)) {
      line(now.what());
    }
    working = now.what();
  }

  private void finished(ExperimentEvent.SampleFinished finished) {
    Sample sample = finished.sample();
    done = finished.done();
    total = finished.total();
    left = done < total ? Quantities.duration(finished.remainingNanos()) + " left" : "";
    Measurement measurement = sample.measurement();
    rate = measurement == null ? "" : Quantities.rate(measurement.bytesPerSecond());
    if (sample.status() != Status.VERIFIED) {
      String reason = Optional.ofNullable(sample.reason()).orElse("for no reason told");
      line(prefix(sample) + sample.status().name().toLowerCase(Locale.ROOT) + ": " + reason);
    } else if (!terminal && measurement != null) {
      line(
          prefix(sample)
              + Quantities.duration(measurement.wallNanos())
              + ", "
              + rate
              + (left.isEmpty() ? "" : ", " + left));
    }
    if (terminal) {
      again(bar());
    }
  }

  private String prefix(Sample sample) {
    return done + "/" + total + " " + label(sample.cell()) + ": ";
  }

  private void end(ExperimentEvent.Finished finished) {
    String message = Optional.ofNullable(finished.message()).orElse("");
    if (finished.outcome() == Outcome.COMPLETED) {
      line("done" + (message.isEmpty() ? "" : ": " + message));
    } else {
      line((finished.outcome() == Outcome.FAILED ? "failed: " : "") + message);
    }
  }

  /** Names a cell by what tells it from the others. */
  private String label(Cell cell) {
    if (differing.isEmpty()) {
      return cell.text(Axes.STRATEGY);
    }
    return differing.stream()
        .map(axis -> (axis.closed() ? "" : axis.name() + " ") + cell.text(axis))
        .collect(Collectors.joining(" "));
  }

  private String bar() {
    int full = total > 0 ? (int) ((long) BAR_CELLS * done / total) : 0;
    StringBuilder bar = new StringBuilder("[");
    bar.repeat("=", full).repeat(" ", BAR_CELLS - full);
    bar.append("] ").append(done).append('/').append(total);
    for (String part : List.of(left, rate, running)) {
      bar.append(part.isEmpty() ? "" : "  ").append(part);
    }
    return bar.toString();
  }

  private void again(String text) {
    out.print(ERASE_LINE + (text.length() < width ? text : text.substring(0, width - 1)));
    out.flush();
  }

  private void line(String text) {
    out.println((terminal ? ERASE_LINE : "") + text);
  }
}
