/** The commands, one class each, and the list of them. */
@NullMarked
package org.weightbench.cli.internal.command;

import org.jspecify.annotations.NullMarked;
