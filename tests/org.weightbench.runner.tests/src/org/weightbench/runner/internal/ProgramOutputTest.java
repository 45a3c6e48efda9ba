package org.weightbench.runner.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgramOutputTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private ProgramOutput output(String printed, String ready) {
    return new ProgramOutput(
        new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(log, true, StandardCharsets.UTF_8),
        Optional.of(ready).filter(text -> !text.isEmpty()).map(Pattern::compile));
  }

  @Test
  void aLineThatFitsTells() throws IOException {
    assertTrue(output("loading\nmodel loaded in 3 s\nlistening\n", "loaded in \\d").awaitReady());
    assertTrue(output("without a line end: ready", "ready").awaitReady());
  }

  @Test
  void atTheEndTheLastLinesAreTold() throws IOException {
    ProgramOutput output = output("a\nb\nc\nd", "ready");

    assertFalse(output.awaitReady());
    assertEquals("it printed last: b | c | d", output.told());
    assertEquals("a\nb\nc\nd", log.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aProgramThatPrintsNothingSaysSo() throws IOException {
    ProgramOutput output = output("", "");

    assertFalse(output.awaitReady());
    assertEquals("it printed nothing", output.told());
  }

  @Test
  void aWholeModelWithoutALineEndIsNeitherKeptNorLogged() throws IOException {
    ProgramOutput output = output("x".repeat(8 << 20) + "\nready", "^ready$");

    assertTrue(output.awaitReady());
    assertTrue(output.told().length() < 1000, output.told());
    assertTrue(log.size() < 1 << 19, log.size() + " bytes of log");
  }
}
