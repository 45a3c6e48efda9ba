package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.os.PageCache;
import org.weightbench.os.Residency;
import org.weightbench.os.ResidencyMap;

/**
 * What the page cache held of a model before and after something was done to it.
 *
 * @param files one for each of the model's files
 */
record ResidencyReport(List<FileReport> files) {
  private static final int CELLS = 64;
  private static final String SHADES = "·░▒▓█";

  /** Copies the list. */
  ResidencyReport {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param file the file
   * @param bytes its size
   * @param before what was resident before
   * @param after what was resident after
   */
  record FileReport(Path file, long bytes, ResidencyMap before, ResidencyMap after) {}

  /** What is done to a file. */
  @FunctionalInterface
  interface Act {
    void on(Path shard) throws IOException;
  }

  /**
   * Does something to each file of a model. What was resident before is looked up before the model
   * is opened, which brings in its header.
   *
   * @param model the model's file, or any of its shards
   * @throws IOException when it is no model or the act fails
   */
  static ResidencyReport around(Path model, Act act) throws IOException {
    List<Path> shards = GgufModel.files(model);
    Map<Path, ResidencyMap> before = new HashMap<>();
    for (Path shard : shards) {
      if (Files.isRegularFile(shard)) {
        before.put(shard, PageCache.map(shard, CELLS));
      }
    }
    try (GgufModel opened = GgufModel.open(model)) {
      shards = opened.shards().stream().map(GgufFile::path).toList();
    }
    List<FileReport> reports = new ArrayList<>();
    for (Path shard : shards) {
      act.on(shard);
      ResidencyMap after = PageCache.map(shard, CELLS);
      reports.add(
          new FileReport(shard, Files.size(shard), before.getOrDefault(shard, after), after));
    }
    return new ResidencyReport(reports);
  }

  /** Returns the residency after, of all files together. */
  Residency after() {
    return files.stream()
        .map(file -> file.after().total())
        .reduce(Residency::plus)
        .orElseThrow(() -> new IllegalStateException("a model has files"));
  }

  /** Returns lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (FileReport report : files) {
      lines.add(DisplayText.of(report.file().toString()) + ", " + Quantities.bytes(report.bytes()));
      lines.add("  before  " + line(report.before()));
      lines.add("  after   " + line(report.after()));
    }
    return lines;
  }

  private static String line(ResidencyMap map) {
    Residency total = map.total();
    if (!total.known()) {
      return "not measured";
    }
    StringBuilder line = new StringBuilder("[");
    for (Residency cell : map.cells()) {
      line.append(SHADES.charAt(shade(cell.fraction())));
    }
    return line.append(
            String.format(
                Locale.ROOT,
                "] %.1f %% in the page cache (%s)",
                100 * total.fraction(),
                total.method()))
        .toString();
  }

  /** Only what is empty or full looks so. */
  private static int shade(double share) {
    int full = SHADES.length() - 1;
    return share <= 0 ? 0 : share >= 1 ? full : 1 + (int) (share * (full - 1));
  }

  /** Returns the JSON text; shares are null where they cannot be measured. */
  String json() {
    JsonText text = new JsonText();
    ObjectNode root = text.object();
    ArrayNode array = root.putArray("files");
    for (FileReport report : files) {
      ObjectNode file = array.addObject();
      file.put("file", report.file().toString());
      file.put("bytes", report.bytes());
      put(file.putObject("before"), report.before());
      put(file.putObject("after"), report.after());
    }
    return text.write(root);
  }

  private static void put(ObjectNode node, ResidencyMap map) {
    Residency total = map.total();
    node.put("method", total.method());
    node.put("share", total.known() ? (Double) total.fraction() : null);
    ArrayNode cells = node.putArray("cells");
    for (Residency cell : map.cells()) {
      if (cell.known()) {
        cells.add(cell.fraction());
      } else {
        cells.addNull();
      }
    }
  }
}
