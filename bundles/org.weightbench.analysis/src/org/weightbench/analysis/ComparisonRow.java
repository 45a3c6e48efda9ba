package org.weightbench.analysis;

import java.util.Optional;

/**
 * One cell of one result in a comparison.
 *
 * @param result where the cell comes from
 * @param summary what its samples say
 * @param verdict how it stands against its baseline
 * @param change change of load time against its baseline as a share, with interval: −0.2 when it
 *     takes 20 % less time; empty for a baseline and where nothing was compared
 * @param pValue Holm-corrected p-value of the difference; 1 where nothing was compared
 */
public record ComparisonRow(
    Result result,
    CellSummary summary,
    Verdict verdict,
    Optional<Estimate> change,
    double pValue) {}
