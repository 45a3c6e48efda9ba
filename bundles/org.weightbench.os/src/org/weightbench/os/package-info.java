/**
 * Operating-system access for loading and measuring: files opened for buffered or direct reads,
 * mappings and anonymous memory with advice, page-cache residency, and the counters of process and
 * device. Everything native goes through the Foreign Function and Memory API; Linux on x86-64 and
 * aarch64 is known, and on any other system the classes load and each call answers with an {@link
 * org.weightbench.os.UnavailableException} that says why.
 */
@NullMarked
package org.weightbench.os;

import org.jspecify.annotations.NullMarked;
