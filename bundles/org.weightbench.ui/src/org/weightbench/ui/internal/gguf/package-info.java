/** The editor of GGUF models, which shows and never changes them. */
@NullMarked
package org.weightbench.ui.internal.gguf;

import org.jspecify.annotations.NullMarked;
