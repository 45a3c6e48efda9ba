package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Quantities;
import org.weightbench.quant.WeightError;
import org.weightbench.quant.convert.ConvertedTensor;

/** What a conversion did to each tensor, as a table and as JSON. */
final class ConversionReport {
  private static final List<Heading> HEADINGS =
      List.of(
          Heading.words("Tensor"),
          Heading.words("From"),
          Heading.words("To"),
          Heading.number("Before"),
          Heading.number("After"),
          Heading.number("RMSE"),
          Heading.number("of RMS"),
          Heading.number("Largest error"));

  private final List<ConvertedTensor> tensors;

  ConversionReport(List<ConvertedTensor> tensors) {
    this.tensors = tensors;
  }

  /** Returns the table's lines, the last of them for all tensors together. */
  List<String> lines(OptionalInt columns) {
    List<List<String>> rows = new ArrayList<>();
    for (ConvertedTensor tensor : tensors) {
      rows.add(
          row(
              tensor.name(),
              tensor.before().name(),
              tensor.after().name(),
              tensor.bytesBefore(),
              tensor.bytesAfter(),
              tensor.error()));
    }
    rows.add(row("all", "", "", bytesBefore(), bytesAfter(), error()));
    return new TextTable(HEADINGS, rows).lines(columns);
  }

  /** Adds the tensors and their sums to a JSON object. */
  void write(ObjectNode target) {
    ArrayNode array = target.putArray("tensors");
    for (ConvertedTensor tensor : tensors) {
      ObjectNode node = array.addObject().put("name", tensor.name());
      ArrayNode shape = node.putArray("shape");
      tensor.shape().forEach(shape::add);
      node.put("typeBefore", tensor.before().name()).put("typeAfter", tensor.after().name());
      node.put("bytesBefore", tensor.bytesBefore()).put("bytesAfter", tensor.bytesAfter());
      node.put("copied", tensor.copied());
      tensor.error().ifPresent(error -> write(node, error));
    }
    ObjectNode all = target.putObject("all");
    all.put("bytesBefore", bytesBefore()).put("bytesAfter", bytesAfter());
    error().ifPresent(error -> write(all, error));
  }

  /** Adds an error to a JSON object; what is not finite is null. */
  static void write(ObjectNode target, WeightError error) {
    put(target, "rootMeanSquareError", error.rootMeanSquare());
    put(target, "relativeError", error.relative());
    put(target, "maximumAbsoluteError", error.maximumAbsolute());
  }

  /** Returns RMSE, its share of the weights' root mean square, and the largest error. */
  static List<String> cells(WeightError error) {
    return List.of(
        small(error.rootMeanSquare()),
        String.format(Locale.ROOT, "%.3g %%", 100 * error.relative()),
        small(error.maximumAbsolute()));
  }

  private static List<String> row(
      String name,
      String before,
      String after,
      long bytesBefore,
      long bytesAfter,
      Optional<WeightError> error) {
    List<String> row = new ArrayList<>(List.of(name, before, after));
    row.add(Quantities.bytes(bytesBefore));
    row.add(Quantities.bytes(bytesAfter));
    row.addAll(error.map(ConversionReport::cells).orElse(List.of("copied", "", "")));
    return row;
  }

  private long bytesBefore() {
    return tensors.stream().mapToLong(ConvertedTensor::bytesBefore).sum();
  }

  private long bytesAfter() {
    return tensors.stream().mapToLong(ConvertedTensor::bytesAfter).sum();
  }

  /** Returns the error of all tensors that were not copied. */
  private Optional<WeightError> error() {
    return tensors.stream().flatMap(tensor -> tensor.error().stream()).reduce(WeightError::plus);
  }

  private static String small(double error) {
    return error == 0 ? "0" : String.format(Locale.ROOT, "%.3e", error);
  }

  private static void put(ObjectNode target, String key, double value) {
    if (Double.isFinite(value)) {
      target.put(key, value);
    } else {
      target.putNull(key);
    }
  }
}
