/**
 * The {@code weightbench} command: the same experiments, comparisons and reports as in the
 * workbench, for a terminal, a script or a remote machine.
 */
@NullMarked
package org.weightbench.cli;

import org.jspecify.annotations.NullMarked;
