package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import org.weightbench.analysis.Result;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.cli.internal.report.HtmlReport;
import org.weightbench.experiment.ResultFolder;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Writes a report anew. */
@CommandLine.Command(
    name = "report",
    footer = {
      "",
      "The report is one file that needs nothing else and can be sent as it is.",
      "",
      "Example:",
      "  weightbench report weightbench-results/quickstart-20261124-152200"
    })
final class ReportCommand extends Command {
  @Parameters(paramLabel = "RESULT", description = "Result folder.")
  private Path folder = Path.of("");

  ReportCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    Result result = Result.read(ResultFolder.open(folder));
    console().out().println(HtmlReport.write(result));
    return ExitCodes.DONE;
  }
}
