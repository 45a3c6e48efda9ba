/** The editor of experiment files: YAML source, form and outline in step. */
@NullMarked
package org.weightbench.ui.internal.experiment;

import org.jspecify.annotations.NullMarked;
