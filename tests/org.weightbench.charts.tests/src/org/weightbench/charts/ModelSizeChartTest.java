package org.weightbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jfree.data.category.CategoryDataset;
import org.junit.jupiter.api.Test;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;

class ModelSizeChartTest {
  private static final long MIB = 1 << 20;
  private static final List<TensorInfo> TENSORS =
      List.of(
          tensor("token_embd.weight", TensorType.F16, 3 * MIB),
          tensor("blk.0.attn_q.weight", TensorType.Q8_0, 4 * MIB),
          tensor("blk.0.attn_norm.weight", TensorType.F32, MIB),
          tensor("blk.1.attn_q.weight", TensorType.Q8_0, 2 * MIB));

  private static TensorInfo tensor(String name, TensorType type, long bytes) {
    return new TensorInfo(name, List.of(32L), type.id(), 0, 0, bytes);
  }

  @Test
  void typesAreSummedTheLargestFirstInAUnitThatSuits() {
    CategoryDataset bars =
        ModelSizeChart.byType(TENSORS, ChartStyle.LIGHT).getCategoryPlot().getDataset();
    assertEquals(List.of("Q8_0", "F16", "F32"), bars.getColumnKeys());
    assertEquals(6.0, bars.getValue(0, 0));
    assertEquals(
        "Bytes by type, MiB",
        ModelSizeChart.byType(TENSORS, ChartStyle.LIGHT)
            .getCategoryPlot()
            .getRangeAxis()
            .getLabel());
  }

  @Test
  void layersStandInTheirOrderAndWhatBelongsToNoneLast() {
    CategoryDataset bars =
        ModelSizeChart.byLayer(TENSORS, ChartStyle.LIGHT).getCategoryPlot().getDataset();
    assertEquals(List.of("0", "1", ModelSizeChart.NO_LAYER), bars.getColumnKeys());
    assertEquals(4.0, bars.getValue("Q8_0", "0"));
    assertEquals(3.0, bars.getValue("F16", ModelSizeChart.NO_LAYER));
    assertEquals(0.0, bars.getValue("F32", "1"));
  }

  @Test
  void aModelWithoutTensorsIsDrawnAsEmpty() {
    String svg =
        ChartImages.svg(ModelSizeChart.byType(List.of(), ChartStyle.DARK), 400, 200, "empty");
    assertTrue(svg.contains("No tensor"), svg);
  }
}
