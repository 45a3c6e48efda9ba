/**
 * Tuning profiles: settings that load fast on a machine, with the evidence for them. They are kept
 * as YAML, compared with the machine at hand, written in the terms of other loaders, and applied to
 * the system so that it can be undone. All records are immutable and may be shared between threads.
 */
@NullMarked
package org.weightbench.tuning;

import org.jspecify.annotations.NullMarked;
