/** Wizards that make experiments and sample projects. */
@NullMarked
package org.weightbench.ui.internal.wizards;

import org.jspecify.annotations.NullMarked;
