package org.weightbench.cli.internal.command;

import java.io.IOException;
import java.util.stream.Collectors;
import org.weightbench.cli.internal.Console;
import org.weightbench.cli.internal.ExitCodes;
import org.weightbench.tuning.Export;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a profile in the terms of something else. */
@CommandLine.Command(
    name = "export",
    description = "Write a profile for another loader or for the system.")
final class ProfileExport extends ProfileAction {
  @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or its file.")
  private String name = "";

  @Option(
      names = "--for",
      required = true,
      paramLabel = "FORM",
      description = "shell, udev, llama.cpp, ktransformers, vllm, ollama or java.")
  private String form = "";

  ProfileExport(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    Export export =
        Export.named(form)
            .orElseThrow(
                () ->
                    usage(
                        "--for: found '"
                            + form
                            + "', expected one of "
                            + Export.all().stream()
                                .map(Export::id)
                                .collect(Collectors.joining(", "))));
    console().out().print(export.write(store().find(name)));
    return ExitCodes.DONE;
  }
}
