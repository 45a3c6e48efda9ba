/** What all commands share: streams, terminal, errors, interruption, progress. */
@NullMarked
package org.weightbench.cli.internal;

import org.jspecify.annotations.NullMarked;
