/** The HTML report of a result. */
@NullMarked
package org.weightbench.cli.internal.report;

import org.jspecify.annotations.NullMarked;
