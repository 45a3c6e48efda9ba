/**
 * One small class for each native call (its descriptor, its constants, its errors), and what they
 * share: the platform's constants, the linker, errno and path bytes.
 */
@NullMarked
package org.weightbench.os.internal;

import org.jspecify.annotations.NullMarked;
