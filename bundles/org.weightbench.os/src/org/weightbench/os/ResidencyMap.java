package org.weightbench.os;

import java.util.List;

/**
 * Which parts of a file are in the page cache.
 *
 * @param cells the residency of equal parts, in the order of the file; none for an empty file
 */
public record ResidencyMap(List<Residency> cells) {
  /** Keeps its own copy of the cells. */
  public ResidencyMap {
    cells = List.copyOf(cells);
  }

  /** The residency of the whole file; unknown when a part's is. */
  public Residency total() {
    return cells.stream().reduce(Residency::plus).orElse(new Residency(0, 0, "no pages"));
  }
}
