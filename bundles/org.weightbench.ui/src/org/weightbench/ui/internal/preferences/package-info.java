/** What people set once for all. */
@NullMarked
package org.weightbench.ui.internal.preferences;

import org.jspecify.annotations.NullMarked;
