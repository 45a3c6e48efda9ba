package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.weightbench.analysis.Estimate;
import org.weightbench.analysis.prediction.Prediction;
import org.weightbench.analysis.prediction.Prediction.Expected;
import org.weightbench.analysis.prediction.PredictionCheck;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.cli.internal.table.TextTable;
import org.weightbench.cli.internal.table.TextTable.Heading;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.Quantities;

/** Predictions beside what was measured. */
final class PredictionReport {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double CLOSE = 0.15;

  private PredictionReport() {}

  static List<String> lines(List<PredictionCheck> checks, OptionalInt columns) {
    List<Axis<?>> differing = new ArrayList<>();
    for (Axis<?> axis : Axes.all()) {
      if (checks.stream().map(check -> check.summary().cell().text(axis)).distinct().count() > 1) {
        differing.add(axis);
      }
    }
    List<Heading> headings = new ArrayList<>();
    differing.forEach(axis -> headings.add(new Heading(axis.title(), !axis.closed())));
    headings.addAll(
        List.of(
            Heading.number("Measured"),
            Heading.number("Predicted"),
            Heading.number("Interval"),
            Heading.number("Δ"),
            Heading.words("Bound by")));
    List<String> lines =
        new ArrayList<>(
            TextTable.of(headings, checks, check -> cells(check, differing)).lines(columns));
    List<Double> errors =
        checks.stream()
            .map(PredictionCheck::error)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d of %d predictions are within %.0f %% of the measured median.",
            errors.stream().filter(error -> Math.abs(error) <= CLOSE).count(),
            errors.size(),
            CLOSE * 100));
    return lines;
  }

  private static List<String> cells(PredictionCheck check, List<Axis<?>> differing) {
    List<String> texts = new ArrayList<>();
    differing.forEach(axis -> texts.add(check.summary().cell().text(axis)));
    texts.add(check.summary().wallNanos().map(e -> Quantities.duration(e.median())).orElse(""));
    if (check.prediction().expected().isEmpty()) {
      texts.addAll(List.of("unknown", "", "", check.prediction().problem()));
      return texts;
    }
    Expected expected = check.prediction().expected().get();
    texts.add(Quantities.duration(expected.nanos()));
    texts.add(Quantities.duration(expected.low()) + " … " + Quantities.duration(expected.high()));
    texts.add(Quantities.signedPercent(check.error().orElse(0)));
    texts.add(expected.binding().resource().label());
    return texts;
  }

  static String json(List<PredictionCheck> checks) {
    JsonText text = new JsonText();
    ObjectNode root = text.object();
    ArrayNode all = root.putArray("predictions");
    for (PredictionCheck check : checks) {
      ObjectNode node = all.addObject();
      check.summary().cell().settings().forEach(node::put);
      node.put(
          "measuredSeconds",
          check.summary().wallNanos().map(Estimate::median).orElse(0.0) / NANOS_PER_SECOND);
      put(node, check.prediction());
    }
    return text.write(root);
  }

  /** Adds a prediction's numbers to an object. */
  static void put(ObjectNode node, Prediction prediction) {
    prediction
        .expected()
        .ifPresentOrElse(
            expected -> {
              node.put("seconds", expected.nanos() / NANOS_PER_SECOND);
              node.put("secondsLow", expected.low() / NANOS_PER_SECOND);
              node.put("secondsHigh", expected.high() / NANOS_PER_SECOND);
              node.put("boundBy", expected.binding().resource().label());
            },
            () -> node.put("problem", prediction.problem()));
  }
}
