package org.weightbench.cli.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.weightbench.cli.internal.command.ModelSizes.Share;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Quantities;
import org.weightbench.gguf.DisplayText;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.TensorInfo;

/** A model in lines of text, everything out of the file escaped. */
final class ModelText {
  private static final int LAYER_ROWS = 12;

  private final GgufModel model;
  private final OptionalInt columns;

  /**
   * Takes a model.
   *
   * @param columns room for tables
   */
  ModelText(GgufModel model, OptionalInt columns) {
    this.model = model;
    this.columns = columns;
  }

  List<String> overview() {
    Metadata metadata = model.metadata();
    GgufFile first = model.shards().getFirst();
    ModelSizes sizes = ModelSizes.of(model);
    List<String> lines = new ArrayList<>();
    fact(lines, "File", first.path().toString());
    fact(lines, "Name", metadata.string("general.name").orElse("(none)"));
    fact(lines, "Architecture", metadata.string("general.architecture").orElse("(none)"));
    fact(lines, "Parameters", parameters(sizes.weights()));
    int shards = model.shards().size();
    fact(
        lines,
        "Size",
        bytes(model.fileBytes()) + (shards == 1 ? "" : ", in " + count(shards, "shard")));
    fact(
        lines,
        "Tensors",
        count(model.tensors().size(), "tensor") + " of " + bytes(model.tensorBytes()));
    fact(
        lines,
        "Format",
        "GGUF version " + first.version() + ", aligned to " + first.alignment() + " bytes");
    fact(lines, "Metadata", count(metadata.keys().size(), "key"));
    if (!sizes.byType().isEmpty()) {
      lines.add("");
      lines.addAll(shares("Type", sizes.byType()).lines(columns));
    }
    if (!sizes.byLayer().isEmpty()) {
      lines.add("");
      lines.addAll(layers(sizes));
    }
    return lines;
  }

  List<String> metadata() {
    List<String> lines = new ArrayList<>(List.of(""));
    Metadata metadata = model.metadata();
    List<String> keys = List.copyOf(metadata.keys());
    TextTable table =
        TextTable.of(
            List.of(Heading.words("Key"), Heading.words("Type"), Heading.words("Value")),
            keys,
            key -> {
              MetadataValue value = metadata.get(key).orElseThrow();
              return List.of(key, MetadataText.type(value), MetadataText.value(value));
            });
    lines.addAll(table.lines(OptionalInt.empty()));
    return lines;
  }

  List<String> tensors() {
    List<String> lines = new ArrayList<>(List.of(""));
    boolean split = model.shards().size() > 1;
    List<Heading> headings =
        new ArrayList<>(
            List.of(
                Heading.words("Tensor"),
                Heading.words("Type"),
                Heading.number("Shape"),
                Heading.number("Bytes"),
                Heading.number("Offset")));
    if (split) {
      headings.add(Heading.number("Shard"));
    }
    TextTable table = TextTable.of(headings, model.tensors(), tensor -> tensorCells(tensor, split));
    lines.addAll(table.lines(OptionalInt.empty()));
    return lines;
  }

  private static List<String> tensorCells(TensorInfo tensor, boolean split) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                tensor.name(),
                tensor.typeName(),
                tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" × ")),
                grouped(tensor.byteSize()),
                grouped(tensor.fileOffset())));
    if (split) {
      cells.add(String.valueOf(tensor.shard() + 1));
    }
    return cells;
  }

  /** Shows layers one by one when they are few; else the sizes that occur, with the layers. */
  private List<String> layers(ModelSizes sizes) {
    List<Share> rows = new ArrayList<>();
    for (TensorInfo tensor : sizes.others()) {
      rows.add(new Share(tensor.name(), 1, tensor.weights(), tensor.byteSize()));
    }
    rows.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
    int others = Math.min(rows.size(), LAYER_ROWS / 2);
    List<Share> shown = new ArrayList<>(rows.subList(0, others));
    rows.subList(others, rows.size()).stream()
        .reduce(ModelText::together)
        .ifPresent(
            rest ->
                shown.add(
                    new Share(
                        count(rest.tensors(), "other tensor"),
                        rest.tensors(),
                        rest.weights(),
                        rest.bytes())));
    int layers = sizes.byLayer().size();
    if (layers <= LAYER_ROWS) {
      sizes.byLayer().forEach(layer -> shown.add(named("layer " + layer.name(), layer)));
    } else {
      Share all = sizes.byLayer().stream().reduce(ModelText::together).orElseThrow();
      shown.add(named("all " + layers + " layers", all));
      shown.add(extreme(sizes.byLayer(), "smallest", true));
      shown.add(extreme(sizes.byLayer(), "largest", false));
    }
    return shares("Layer", shown).lines(columns);
  }

  private static Share extreme(List<Share> layers, String word, boolean least) {
    Share found =
        layers.stream().reduce((a, b) -> (a.bytes() <= b.bytes()) == least ? a : b).orElseThrow();
    return named("  " + word + ": layer " + found.name(), found);
  }

  private static Share together(Share a, Share b) {
    return new Share(
        a.name(), a.tensors() + b.tensors(), a.weights() + b.weights(), a.bytes() + b.bytes());
  }

  private static Share named(String name, Share share) {
    return new Share(name, share.tensors(), share.weights(), share.bytes());
  }

  private TextTable shares(String title, List<Share> shares) {
    long total = Math.max(1, model.tensorBytes());
    return TextTable.of(
        List.of(
            Heading.words(title),
            Heading.number("Tensors"),
            Heading.number("Size"),
            Heading.number("Share"),
            Heading.number("Bits/weight")),
        shares,
        share ->
            List.of(
                share.name(),
                String.valueOf(share.tensors()),
                Quantities.bytes(share.bytes()),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * share.bytes() / total),
                String.format(Locale.ROOT, "%.2f", share.bitsPerWeight())));
  }

  private static void fact(List<String> lines, String title, String value) {
    lines.add(String.format(Locale.ROOT, "%-14s%s", title, DisplayText.of(value)));
  }

  private static String parameters(long weights) {
    String[] units = {"", " thousand", " million", " billion", " trillion"};
    double value = weights;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? grouped(weights)
        : String.format(Locale.ROOT, "%.3g%s (%s)", value, units[unit], grouped(weights));
  }

  private static String bytes(long bytes) {
    return Quantities.bytes(bytes) + (bytes < 1024 ? "" : " (" + grouped(bytes) + " bytes)");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String count(int count, String what) {
    return grouped(count) + " " + what + (count == 1 ? "" : "s");
  }
}
