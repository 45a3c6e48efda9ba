package org.weightbench.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.prediction.PredictionCheck;
import org.weightbench.analysis.roofline.MeasuredMachine;
import org.weightbench.analysis.roofline.Resource;
import org.weightbench.experiment.Cell;
import org.weightbench.experiment.ModelRecord;

/** A cell's share of its ceiling, and its prediction, as a result shows them. */
class ShareOfCeilingTest {
  private static final Cell COLD = Results.cell("strategy", "direct", "cache", "cold");

  @Test
  void theColumnSaysHowMuchOfWhichCeilingWasReached() {
    ComparisonRow row = row(result(6, 6.25, 6.5));

    assertEquals(1e9 / 0.21e9 / 6.25, Columns.SHARE.number().apply(row).orElse(0), 1e-9);
    assertEquals("76 % of storage device", Columns.SHARE.text().apply(row));
  }

  @Test
  void aLoadThatIsFasterThanItsCeilingIsDoubted() {
    assertEquals(
        "119 % of storage device (ceiling or sample is wrong)",
        Columns.SHARE.text().apply(row(result(4, 4, 4))));
  }

  @Test
  void withoutCeilingsTheColumnIsEmpty() {
    ComparisonRow row = row(result(6, 6, 6).with(Optional.empty()));

    assertEquals(OptionalDouble.empty(), Columns.SHARE.number().apply(row));
    assertEquals("", Columns.SHARE.text().apply(row));
  }

  @Test
  void predictionsStandBesideTheMeasuredMedian() {
    List<PredictionCheck> checks =
        PredictionCheck.of(result(6, 6.25, 6.5), MeasuredMachine.ceilings());

    assertEquals(1, checks.size());
    assertEquals(5 / 6.25 - 1, checks.getFirst().error().orElse(9), 0.02);
    assertEquals(
        Resource.DEVICE,
        checks.getFirst().prediction().expected().orElseThrow().binding().resource());
  }

  @Test
  void aResultThatDoesNotKnowItsTypesIsNotPredicted() {
    Result older = Results.sweeping("a", Map.of()).weights("hash").seconds(COLD, 1).build();

    assertEquals(List.of(), PredictionCheck.of(older, MeasuredMachine.ceilings()));
    assertTrue(older.roofline(older.cells().getFirst()).isEmpty());
  }

  private static ComparisonRow row(Result result) {
    return Comparison.of(List.of(result)).rows().getFirst();
  }

  private static Result result(double... seconds) {
    Result built =
        Results.sweeping("a", Map.of("strategy", List.of("direct")))
            .weights("hash")
            .seconds(COLD, seconds)
            .build();
    ModelRecord record = built.model().orElseThrow();
    ModelRecord typed =
        new ModelRecord(
            record.schema(),
            Path.of("/m").toString(),
            record.name(),
            record.architecture(),
            record.shards(),
            record.fileBytes(),
            record.tensors(),
            record.tensorBytes(),
            record.contentHash(),
            record.verifications(),
            Map.of("Q4_K", 1_777_777_777L));
    return new Result(
        built.folder(),
        built.definition(),
        built.machine(),
        Optional.of(typed),
        Optional.of(MeasuredMachine.ceilings()),
        built.cells());
  }
}
