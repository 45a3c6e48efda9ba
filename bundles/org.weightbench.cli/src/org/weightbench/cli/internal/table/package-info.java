/** Tables as text for terminals and as JSON, CSV and Markdown. */
@NullMarked
package org.weightbench.cli.internal.table;

import org.jspecify.annotations.NullMarked;
