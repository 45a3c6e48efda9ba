/**
 * Weightbench beside the programs whose files and numbers it claims to handle: the same work done
 * by ggml and llama.cpp, called in this process out of the native library that {@code
 * de.kherud:llama:4.2.0} carries. Linux on x86-64 only; elsewhere these tests are skipped.
 */
@NullMarked
package org.weightbench.peers;

import org.jspecify.annotations.NullMarked;
