package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.gguf.GgufModel;
import org.weightbench.os.Capability;
import org.weightbench.os.FileUsers;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties the page cache of a model. */
@CommandLine.Command(
    name = "evict",
    sortOptions = false,
    footer = {
      "",
      "Other files stay cached and no root is needed. Pages that a process has mapped stay.",
      "",
      "Examples:",
      "  weightbench evict model.gguf",
      "  weightbench evict model-00001-of-00004.gguf --json"
    })
final class EvictCommand extends Command {
  @Parameters(paramLabel = "MODEL", description = "Model, or any of its shards.")
  private Path model = Path.of("");

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  EvictCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    ResidencyReport report = ResidencyReport.around(model, PageCache::evict);
    if (json) {
      console().out().print(report.json());
    } else {
      report.lines().forEach(console().out()::println);
    }
    Residency left = report.after();
    if (!left.known()) {
      Capability capability = PageCache.capability(model);
      throw new CommandFailure(
          "whether it worked cannot be told: " + capability.name() + ": " + capability.reason());
    }
    if (left.residentPages() > 0) {
      Set<String> users = FileUsers.of(GgufModel.files(model)).others(Set.of());
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "%.1f %% stayed in the page cache; %s",
              100 * left.fraction(),
              users.isEmpty()
                  ? "a process may have it mapped that this user may not see"
                  : "it is used by " + String.join(", ", users)));
    }
    return ExitCodes.DONE;
  }
}
