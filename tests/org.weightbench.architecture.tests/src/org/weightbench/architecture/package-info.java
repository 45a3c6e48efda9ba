/** Proves on the compiled classes that the house stands as it was drawn. */
@NullMarked
package org.weightbench.architecture;

import org.jspecify.annotations.NullMarked;
