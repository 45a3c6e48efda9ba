/** A table for many rows, used by views and editors. */
@NullMarked
package org.weightbench.ui.internal.table;

import org.jspecify.annotations.NullMarked;
