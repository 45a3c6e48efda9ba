package org.weightbench.os;

/**
 * How much of a file is in the page cache.
 *
 * @param pages the file's pages
 * @param residentPages those in the page cache; 0 and without meaning when the method is {@link
 *     #UNKNOWN}
 * @param method how it was measured: {@code cachestat}, {@code mincore}, or {@link #UNKNOWN} when
 *     the kernel's answer for this file cannot be trusted
 */
public record Residency(long pages, long residentPages, String method) {
  /** The method of a residency that could not be measured. */
  public static final String UNKNOWN = "unknown";

  /** Whether the residency was measured. */
  public boolean known() {
    return !method.equals(UNKNOWN);
  }

  /** The resident share, 0 to 1; 0 for an empty file, NaN when unknown. */
  public double fraction() {
    if (!known()) {
      return Double.NaN;
    }
    return pages == 0 ? 0 : (double) residentPages / pages;
  }

  /** The residency of two files taken together; unknown when either is. */
  public Residency plus(Residency other) {
    if (!known() || !other.known()) {
      return new Residency(pages + other.pages, 0, UNKNOWN);
    }
    String both = method.equals(other.method) ? method : method + "+" + other.method;
    return new Residency(pages + other.pages, residentPages + other.residentPages, both);
  }
}
