package org.weightbench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.weightbench.analysis.Comparison;
import org.weightbench.experiment.ExperimentEvent;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.testing.Fixtures;
import org.weightbench.testing.PlainJava;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** One small experiment, run by a real process, and everything that reads its result. */
final class RunTest {
  private static final String HOSTILE_NAME = "<script>alert(1)</script>\u001b[2J&\"'";

  @TempDir private static Path root;

  private static PlainJava.Ended run;
  private static ResultFolder result;

  @BeforeAll
  static void runsOneExperiment() throws IOException {
    Path model = Fixtures.STORIES_F32.copyTo(root);
    run =
        PlainJava.run(
            Main.class,
            root,
            List.of(
                "run",
                model.toString(),
                "--strategy",
                "read,mmap",
                "--deliver",
                "copied,mapped",
                "--cache",
                "warm",
                "--repetitions",
                "2",
                "--output",
                root.resolve("results").toString()));
    assertEquals(0, run.exitCode(), run.err());
    result = ResultFolder.list(root.resolve("results")).getFirst();
  }

  @Test
  void aRunPrintsTheComparisonAndWhereItsFilesAre() {
    String out = run.out();
    assertAll(
        () -> assertTrue(out.contains("All cells: cache warm, threads 1, chunk 4 MiB"), out),
        () -> assertTrue(out.matches("(?s).*\nread +copied +\\d.*"), out),
        () -> assertTrue(out.matches("(?s).*\nmmap +mapped +\\d.*"), out),
        () -> assertTrue(out.matches("(?s).*\nFastest with deliver mapped: mmap, .*"), out),
        () -> assertTrue(out.contains("read cannot deliver mapped"), out),
        () -> assertTrue(out.contains("\nResult: " + result.path() + "\n"), out),
        () -> assertTrue(out.contains("\nReport: " + result.path().resolve("report.html")), out));
  }

  @Test
  void progressStaysOnStandardError() {
    assertTrue(run.err().contains("6/6 "), run.err());
    assertFalse(run.out().contains("6/6 "), run.out());
  }

  @Test
  void resumingACompleteFolderMeasuresNothingAndReportsAgain() throws IOException {
    Files.delete(result.path().resolve(ResultFolder.REPORT));

    PlainJava.Ended again =
        PlainJava.run(
            Main.class, root, List.of("run", "--resume", result.path().toString(), "--json"));

    assertEquals(0, again.exitCode(), again.err());
    assertEquals(3, new ObjectMapper().readTree(again.out()).path("rows").size());
    assertEquals(6, result.samples().size());
    assertTrue(Files.exists(result.path().resolve(ResultFolder.REPORT)));
  }

  @Test
  void eventsLeaveStandardOutputToThemselves() throws IOException {
    PlainJava.Ended ended =
        PlainJava.run(
            Main.class, root, List.of("run", "--resume", result.path().toString(), "--events"));

    assertEquals(0, ended.exitCode(), ended.err());
    List<ExperimentEvent> events = new ArrayList<>();
    for (String line : ended.out().lines().toList()) {
      events.add(ExperimentEvent.fromJson(line));
    }
    assertTrue(events.getFirst() instanceof ExperimentEvent.Planned, ended.out());
    assertTrue(events.getLast() instanceof ExperimentEvent.Finished, ended.out());
  }

  @Test
  void comparisonsComeAsJsonCsvAndMarkdown() throws IOException {
    Path folder = result.path();

    JsonNode json = new ObjectMapper().readTree(Cli.run("compare", folder, "--json").out());
    assertEquals(1, json.path("schema").asInt());
    assertEquals(3, json.path("rows").size());
    assertTrue(json.at("/rows/0/seconds").asDouble() > 0);
    assertTrue(json.at("/rows/0/secondsLow").asDouble() <= json.at("/rows/0/seconds").asDouble());
    assertEquals(2, json.at("/rows/0/samples").asInt());
    assertEquals("4 MiB", json.at("/commonSettings/chunk").asText());
    assertEquals(1, json.path("notMeasured").size());

    Cli.Ended ended = Cli.run("compare", folder, "--format", "csv");
    assertTrue(ended.err().contains("Warning: Some cells have too few samples"), ended.err());
    List<String> csv = ended.out().lines().toList();
    assertEquals(4, csv.size());
    assertTrue(csv.getFirst().startsWith("strategy,deliver,seconds,secondsLow,"), csv.toString());
    int columns = csv.getFirst().split(",").length;
    csv.forEach(line -> assertEquals(columns, line.split(",", -1).length, line));

    List<String> markdown =
        Cli.run("compare", folder, "--format", "markdown").out().lines().toList();
    assertEquals(7, markdown.size());
    assertTrue(
        markdown.getLast().startsWith("**Warning:** Some cells have too few samples"),
        markdown.toString());
    assertTrue(markdown.get(1).startsWith("| --- | --- | ---: |"), markdown.toString());
  }

  @Test
  void everySampleIsOneFlagAway() throws IOException {
    Path folder = result.path();

    String table = Cli.run("compare", folder, "--samples").out();
    assertEquals(7, table.lines().count(), table);
    List<String> csv =
        Cli.run("compare", folder, "--samples", "--format", "csv").out().lines().toList();
    assertEquals(7, csv.size());
    assertTrue(
        csv.getFirst().startsWith("strategy,deliver,run,repetition,startedAt,status,seconds,"),
        csv.getFirst());
    JsonNode json =
        new ObjectMapper().readTree(Cli.run("compare", folder, "--samples", "--json").out());
    assertEquals(6, json.path("rows").size());
    assertTrue(json.at("/rows/0/seconds").asDouble() > 0);
  }

  @Test
  void aComparisonIsAPageOfItsOwnAsWell() {
    String html = Cli.run("compare", result.path(), "--samples", "--format", "html").out();

    assertTrue(html.stripLeading().startsWith("<!DOCTYPE html>"), html);
    assertAll(
        () -> assertTrue(html.contains("<h2>Cells</h2>"), html),
        () -> assertTrue(html.contains("<svg"), html),
        () -> assertTrue(html.contains("<h2>Samples</h2>"), html),
        () -> assertFalse(html.contains("<script"), html));
  }

  @Test
  void aResultIsDiagnosedInWordsAndAsJson() throws IOException {
    Cli.Ended words = Cli.run("diagnose", result.path());
    assertEquals(0, words.exitCode(), words.err());
    assertFalse(words.out().isBlank());
    JsonNode json = new ObjectMapper().readTree(Cli.run("diagnose", result.path(), "--json").out());
    assertTrue(json.path("findings").isArray(), json.toString());
  }

  @Test
  void aProfileIsSavedShownListedCheckedAndExported() {
    Path profiles = root.resolve("profiles");
    Cli.Ended saved =
        Cli.run(
            "profile",
            "save",
            result.path(),
            "--name",
            "tiny",
            "--set",
            "readAhead=2MiB",
            "--profiles",
            profiles);
    assertEquals(0, saved.exitCode(), saved.err());
    assertEquals(profiles.resolve("tiny.tuning.yaml").toString(), saved.out().strip());
    assertTrue(
        Cli.run("profile", "show", "tiny", "--profiles", profiles)
            .out()
            .contains("readAhead: 2 MiB"));
    assertTrue(Cli.run("profile", "list", "--profiles", profiles).out().contains("\ntiny  "));
    String checked = Cli.run("profile", "check", "tiny", "--profiles", profiles).out();
    assertTrue(
        checked.startsWith("This machine is like the one that tiny was measured on."), checked);
    assertTrue(
        Cli.run("profile", "export", "tiny", "--for", "llama.cpp", "--profiles", profiles)
            .out()
            .contains("--load-mode "));
    Cli.Ended wrong = Cli.run("profile", "export", "tiny", "--for", "x", "--profiles", profiles);
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("--for: found 'x', expected one of shell, udev,"), wrong.err());
    assertEquals(2, Cli.run("profile").exitCode());
    Cli.Ended unknown = Cli.run("profile", "show", "other", "--profiles", profiles);
    assertEquals(1, unknown.exitCode());
    assertTrue(unknown.err().contains("there is no profile 'other'"), unknown.err());
  }

  @Test
  void theBaselineIsTheOneThatIsNamed() {
    String bySettings = Cli.run("compare", result.path(), "--baseline", "strategy=read").out();
    assertTrue(bySettings.contains("Baseline: strategy read, under each row's own"), bySettings);
    assertTrue(bySettings.matches("(?s).*\nread +copied [^\n]*baseline.*"), bySettings);

    String byResult = Cli.run("compare", result.path(), "--baseline-result", result.path()).out();
    assertTrue(byResult.contains("Baseline: the same settings in " + result.name()), byResult);

    Cli.Ended none = Cli.run("compare", result.path(), "--baseline", "threads=7");
    assertEquals(1, none.exitCode());
    assertTrue(none.err().contains("no cell with verified samples has 'threads=7'"), none.err());
  }

  @Test
  void theReportIsWellFormedAndHoldsEveryCellAndSample() throws Exception {
    Cli.Ended ended = Cli.run("report", result.path());

    assertEquals(0, ended.exitCode(), ended.err());
    Path file = result.path().resolve(ResultFolder.REPORT);
    assertEquals(file + "\n", ended.out());
    Document html = parse(Files.readString(file));
    String text = html.getDocumentElement().getTextContent();
    result.definition().combinations().forEach(cell -> assertTrue(text.contains(cell.id()), text));
    result.samples().forEach(sample -> assertTrue(text.contains(sample.startedAt()), text));
    assertEquals(2, html.getElementsByTagName("svg").getLength());
    assertTrue(text.contains(result.model().orElseThrow().contentHash()), text);
    assertTrue(text.contains("Every way of loading delivered the same weights"), text);
    assertTrue(text.contains("read cannot deliver mapped"), text);
    assertTrue(text.contains("at the " + Comparison.significance() + " level"), text);
  }

  @Test
  void theReportNeedsNoOtherFile() throws Exception {
    Cli.run("report", result.path());

    String html = Files.readString(result.path().resolve(ResultFolder.REPORT));

    assertFalse(html.matches("(?s).*<(script|link|img|iframe)\\b.*"), "no foreign content");
    assertFalse(html.matches("(?s).*(src|href)=\"(?!#).*"), "no address");
    assertFalse(html.matches("(?s).*url\\((?!#|'#|\"#|&).*"), "no address in style");
  }

  @Test
  void aHostileModelNameIsShownAndNotObeyed() throws Exception {
    Path copy = Files.createDirectories(root.resolve("hostile"));
    try (Stream<Path> files = Files.list(result.path())) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    ObjectMapper mapper = new ObjectMapper();
    Path model = copy.resolve(ResultFolder.MODEL);
    JsonNode record = mapper.readTree(model.toFile());
    Files.writeString(
        model,
        mapper
            .writeValueAsString(record)
            .replace(
                mapper.writeValueAsString(record.path("name").asText()),
                mapper.writeValueAsString(HOSTILE_NAME)));

    assertEquals(0, Cli.run("report", copy).exitCode());
    String html = Files.readString(copy.resolve(ResultFolder.REPORT));

    Document parsed = parse(html);
    assertEquals(0, parsed.getElementsByTagName("script").getLength());
    List<String> values = texts(parsed.getElementsByTagName("td"));
    assertTrue(values.contains("<script>alert(1)</script>\\u{1b}[2J&\"'"), values.toString());
    String table = Cli.run("compare", copy).out();
    assertFalse(table.contains("\u001b"), table);
  }

  private static Document parse(String html)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  private static List<String> texts(NodeList elements) {
    return IntStream.range(0, elements.getLength())
        .mapToObj(i -> elements.item(i).getTextContent())
        .toList();
  }
}
