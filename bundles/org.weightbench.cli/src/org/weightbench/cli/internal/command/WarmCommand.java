package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.weightbench.cli.internal.CommandFailure;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ConsoleProgress;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.experiment.CacheState;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.os.Mapping;
import org.weightbench.os.MemoryAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills the page cache with a model. */
@CommandLine.Command(
    name = "warm",
    sortOptions = false,
    footer = {
      "",
      "The next load then needs no disk. A model larger than the free memory does not stay.",
      "",
      "Examples:",
      "  weightbench warm model.gguf",
      "  weightbench warm model-00001-of-00004.gguf --by populate"
    })
final class WarmCommand extends Command {
  private static final long WINDOW_BYTES = 64L << 20;

  /** How the pages are brought in. */
  enum Way {
    /** By reads of 1 MiB, one after the other. */
    READ {
      @Override
      void fill(Path shard, long before, long total, Progress progress) throws IOException {
        PageCache.warm(
            shard,
            (done, _) -> {
              progress.at(before + done, total);
              return !progress.cancelled();
            });
      }
    },
    /** By mapping the file and having the kernel populate 64 MiB at a time. */
    POPULATE {
      @Override
      void fill(Path shard, long before, long total, Progress progress) throws IOException {
        MemoryAdvice.POPULATE_READ.capability().require();
        try (NativeFile file = NativeFile.open(shard, OpenMode.BUFFERED);
            Mapping mapping = file.map(0, file.size())) {
          long size = file.size();
          for (long at = 0; at < size && !progress.cancelled(); at += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, size - at);
            mapping.advise(MemoryAdvice.POPULATE_READ, at, length);
            progress.at(before + at + length, total);
          }
        }
      }
    };

    /**
     * Brings in a file.
     *
     * @param before bytes that were brought in of other files
     * @param total bytes of all files
     */
    abstract void fill(Path shard, long before, long total, Progress progress) throws IOException;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "MODEL", description = "Model, or any of its shards.")
  private Path model = Path.of("");

  @Option(
      names = "--by",
      paramLabel = "WAY",
      defaultValue = "read",
      description =
          "read: sequential reads of 1 MiB; populate: a mapping, 64 MiB at a time (default:"
              + " ${DEFAULT-VALUE}).")
  private Way way = Way.READ;

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  WarmCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    long total = 0;
    for (Path shard : GgufModel.files(model)) {
      total += Files.exists(shard) ? Files.size(shard) : 0;
    }
    ResidencyReport report;
    try (ConsoleProgress progress = new ConsoleProgress(console(), "reading " + model)) {
      Filling filling = new Filling(total, progress);
      report = ResidencyReport.around(model, filling::fill);
    }
    if (json) {
      console().out().print(report.json());
    } else {
      report.lines().forEach(console().out()::println);
    }
    Residency now = report.after();
    if (now.known() && !CacheState.WARM.isProvenBy(now.fraction())) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "only %.1f %% of %s stayed in the page cache; the model needs more memory than is"
                  + " free, so take a smaller one or end other programs",
              100 * now.fraction(),
              Quantities.bytes(total)));
    }
    return ExitCodes.DONE;
  }

  /** Fills file after file. */
  private final class Filling {
    private final long total;
    private final Progress progress;
    private long done;

    Filling(long total, Progress progress) {
      this.total = total;
      this.progress = progress;
    }

    void fill(Path shard) throws IOException {
      way.fill(shard, done, total, progress);
      if (progress.cancelled()) {
        throw new CancelledException();
      }
      done += Files.size(shard);
    }
  }
}
