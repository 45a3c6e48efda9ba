package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Quantities;
import org.weightbench.quant.survey.DequantizeRate;
import org.weightbench.quant.survey.FormatCost;
import org.weightbench.quant.survey.Survey;

/** What formats would cost a model, as a table and as JSON. */
final class SurveyReport {
  private final Survey survey;

  SurveyReport(Survey survey) {
    this.survey = survey;
  }

  /** Returns the lines of the table, the model as it is first, and of what was sampled. */
  List<String> lines(OptionalInt columns) {
    List<Heading> headings =
        new ArrayList<>(
            List.of(
                Heading.words("Format"),
                Heading.number("Bits/weight"),
                Heading.number("File"),
                Heading.number("RMSE"),
                Heading.number("of RMS"),
                Heading.number("Largest error")));
    for (DequantizeRate rate : survey.source().rates()) {
      headings.add(Heading.number(rate.threads() == 1 ? "1 thread" : rate.threads() + " threads"));
    }
    headings.add(Heading.words("Kernels"));
    List<String> lines =
        new ArrayList<>(TextTable.of(headings, costs(), SurveyReport::cells).lines(columns));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Errors and rates are those of %,d of %,d weights; rates are F32 written.",
            survey.sampledWeights(),
            survey.weights()));
    return lines;
  }

  /** Returns the survey as JSON. */
  String json(Path model) {
    JsonText text = new JsonText();
    ObjectNode root = text.object();
    root.put("model", model.toString());
    root.put("sampledWeights", survey.sampledWeights()).put("weights", survey.weights());
    write(root.putObject("source"), survey.source());
    ArrayNode formats = root.putArray("formats");
    survey.formats().forEach(cost -> write(formats.addObject(), cost));
    return text.write(root);
  }

  private List<FormatCost> costs() {
    List<FormatCost> costs = new ArrayList<>(List.of(survey.source()));
    costs.addAll(survey.formats());
    return costs;
  }

  private static List<String> cells(FormatCost cost) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                cost.format(),
                String.format(Locale.ROOT, "%.2f", cost.bitsPerWeight()),
                Quantities.bytes(cost.fileBytes())));
    cells.addAll(ConversionReport.cells(cost.error()));
    for (DequantizeRate rate : cost.rates()) {
      cells.add(Quantities.rate(rate.floatBytesPerSecond()));
    }
    cells.add(String.join(", ", cost.kernels()));
    return cells;
  }

  private static void write(ObjectNode target, FormatCost cost) {
    target.put("format", cost.format());
    target.put("bitsPerWeight", cost.bitsPerWeight()).put("fileBytes", cost.fileBytes());
    ConversionReport.write(target, cost.error());
    ArrayNode rates = target.putArray("rates");
    for (DequantizeRate rate : cost.rates()) {
      rates
          .addObject()
          .put("threads", rate.threads())
          .put("weightsPerSecond", rate.weightsPerSecond())
          .put("floatBytesPerSecond", rate.floatBytesPerSecond());
    }
    ArrayNode kernels = target.putArray("kernels");
    cost.kernels().forEach(kernels::add);
  }
}
