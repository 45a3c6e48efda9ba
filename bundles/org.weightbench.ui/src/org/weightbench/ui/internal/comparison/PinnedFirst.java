package org.weightbench.ui.internal.comparison;

import java.util.function.Predicate;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.weightbench.analysis.ComparisonRow;

/** Another order with the pinned rows above the others. */
final class PinnedFirst extends ViewerComparator {
  private final ViewerComparator order;
  private final Predicate<ComparisonRow> pinned;

  PinnedFirst(ViewerComparator order, Predicate<ComparisonRow> pinned) {
    this.order = order;
    this.pinned = pinned;
  }

  @Override
  public int compare(Viewer viewer, Object first, Object second) {
    boolean pinnedFirst = pinned.test((ComparisonRow) first);
    boolean pinnedSecond = pinned.test((ComparisonRow) second);
    return pinnedFirst == pinnedSecond
        ? order.compare(viewer, first, second)
        : Boolean.compare(pinnedSecond, pinnedFirst);
  }
}
