/**
 * What the rooms of the workbench share: images, sentences and jobs that end on the user interface
 * thread.
 */
@NullMarked
package org.weightbench.ui.internal;

import org.jspecify.annotations.NullMarked;
