/** Tests of launching: pure parts, and real experiments launched from configurations. */
@NullMarked
package org.weightbench.launching;

import org.jspecify.annotations.NullMarked;
