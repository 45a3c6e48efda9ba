/** What is wrong with loads. */
@NullMarked
package org.weightbench.ui.internal.findings;

import org.jspecify.annotations.NullMarked;
