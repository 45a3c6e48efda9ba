/** What the machine is and what it can do at best. */
@NullMarked
package org.weightbench.ui.internal.hardware;

import org.jspecify.annotations.NullMarked;
