package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.data.category.CategoryDataset;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Comparison;
import org.weightbench.analysis.Result;
import org.weightbench.experiment.ExperimentDefinition;
import org.weightbench.experiment.ModelRecord;
import org.weightbench.experiment.ModelSource.ModelFile;
import org.weightbench.experiment.ResultFolder;
import org.weightbench.experiment.Sample;
import org.weightbench.experiment.Sample.Measurement;
import org.weightbench.experiment.Sample.ResidencyMeasurement;
import org.weightbench.experiment.Sample.Status;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.hardware.ceiling.Ceilings;
import org.weightbench.hardware.ceiling.Conditions;

/** Draws ceilings, and loads beside them. */
class CeilingChartTest {
  private static final Ceilings CEILINGS =
      new Ceilings(
          1,
          "2026-01-02T03:04:05Z",
          "/m.gguf",
          "ext4",
          1,
          true,
          List.of(
              ceiling(CeilingKind.SEQUENTIAL_DIRECT, Conditions.requests(4 << 20, 1, 2), 1.5e9),
              ceiling(CeilingKind.MEMORY_FRESH, Conditions.threads(1), 4e9)),
          List.of());

  private static Ceiling ceiling(CeilingKind kind, Conditions conditions, double rate) {
    return new Ceiling(kind, conditions, rate, 0.9 * rate, 1.1 * rate, 1, 6, false);
  }

  @Test
  void eachCeilingOfTheKindsHasABar() {
    EnumSet<CeilingKind> kinds = EnumSet.of(CeilingKind.SEQUENTIAL_DIRECT);

    JFreeChart chart = CeilingChart.bars(CEILINGS, kinds, ChartStyle.LIGHT);

    CategoryDataset bars = chart.getCategoryPlot().getDataset();
    assertEquals(List.of("Sequential read, direct, 4 MiB blocks, 2 threads"), bars.getColumnKeys());
    assertEquals(1.5, bars.getValue(0, 0).doubleValue(), 1e-9);
    String svg =
        ChartImages.svg(chart, 700, CeilingChart.preferredHeight(CEILINGS, kinds), "ceilings");
    assertTrue(svg.contains("GB/s (median, 95 % interval)"), svg);
  }

  @Test
  void aLoadStandsBesideTheTimesOfItsCeilings() {
    JFreeChart chart = RooflineChart.bars(comparison(), List.of(), ChartStyle.DARK);

    CategoryDataset bars = chart.getCategoryPlot().getDataset();
    assertEquals(List.of("measured", "storage device", "fresh memory"), bars.getRowKeys());
    assertEquals(2.0, bars.getValue(0, 0).doubleValue(), 1e-9);
    assertEquals(1.0, bars.getValue(1, 0).doubleValue(), 1e-9);
    assertEquals(0.375, bars.getValue(2, 0).doubleValue(), 1e-9);
    String svg =
        ChartImages.svg(chart, 700, RooflineChart.preferredHeight(comparison()), "roofline");
    assertTrue(svg.contains("storage device"), svg);
  }

  private static Comparison comparison() {
    long bytes = 1_500_000_000L;
    ExperimentDefinition definition =
        new ExperimentDefinition(
            "r",
            new ModelFile(Path.of("/m.gguf")),
            Map.of("strategy", List.of("direct"), "cache", List.of("cold")),
            1,
            1);
    Measurement measurement =
        new Measurement(
            2_000_000_000L,
            2_000_000_000L,
            List.of(),
            "read",
            "direct",
            bytes,
            bytes,
            new ResidencyMeasurement(0.0, "cachestat"),
            new ResidencyMeasurement(0.0, "cachestat"),
            bytes,
            bytes,
            null);
    Sample sample =
        new Sample(
            1, 1, 1, definition.combinations().getFirst(), "t", Status.VERIFIED, null, measurement);
    Result result =
        Result.of(
                new ResultFolder(Path.of("/results/r")),
                definition,
                Optional.empty(),
                Optional.of(
                    new ModelRecord(
                        1,
                        "/m.gguf",
                        "m",
                        "llama",
                        1,
                        bytes,
                        1,
                        bytes,
                        "hash",
                        List.of(),
                        Map.of("Q4_K", 1L))),
                List.of(sample))
            .with(Optional.of(CEILINGS));
    return Comparison.of(List.of(result));
  }
}
