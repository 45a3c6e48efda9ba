package org.weightbench.load.internal;

import java.util.ArrayList;
import java.util.List;

/** Where groups of tensors lie in memory that is too small for all of them. */
final class LayerWindow {
  private final List<Region> regions = new ArrayList<>();

  private record Region(long start, long end) {
    boolean overlaps(Region other) {
      return start < other.end && other.start < end;
    }
  }

  /** Adds the place of the next group. */
  void add(long start, long end) {
    regions.add(new Region(start, end));
  }

  /** Returns the memory that all places lie in. */
  long byteSize() {
    return regions.stream().mapToLong(Region::end).max().orElse(0);
  }

  /** Returns how many groups from the first on must be given back before one can take its place. */
  int freeAfter(int group) {
    for (int before = group - 1; before >= 0; before--) {
      if (regions.get(before).overlaps(regions.get(group))) {
        return before + 1;
      }
    }
    return 0;
  }
}
