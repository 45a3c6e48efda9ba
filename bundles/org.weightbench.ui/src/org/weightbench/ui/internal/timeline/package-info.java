/** What happened over the time of loads. */
@NullMarked
package org.weightbench.ui.internal.timeline;

import org.jspecify.annotations.NullMarked;
