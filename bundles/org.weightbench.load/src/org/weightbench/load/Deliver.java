package org.weightbench.load;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.weightbench.quant.FloatFormat;

/** What 'loaded' means: the form in which tensors are handed over. */
public enum Deliver {
  /** The pages of a mapping of the file are present; tensors lie in the page cache. */
  MAPPED("mapped", null),
  /** The stored bytes lie in anonymous memory of this process. */
  COPIED("copied", null),
  /** The weights lie in anonymous memory as little-endian F32. */
  F32("f32", FloatFormat.F32),
  /** The weights lie in anonymous memory as little-endian BF16. */
  BF16("bf16", FloatFormat.BF16);

  private final String label;
  private final @Nullable FloatFormat floats;

  Deliver(String label, @Nullable FloatFormat floats) {
    this.label = label;
    this.floats = floats;
  }

  /** Returns the forms that lie in memory of this process. */
  public static Set<Deliver> inMemory() {
    return EnumSet.complementOf(EnumSet.of(MAPPED));
  }

  /** Returns the word used for this form in definitions and tables, for example {@code copied}. */
  public String label() {
    return label;
  }

  /** Returns what the weights are turned into; empty when they stay as they are stored. */
  public Optional<FloatFormat> floats() {
    return Optional.ofNullable(floats);
  }
}
