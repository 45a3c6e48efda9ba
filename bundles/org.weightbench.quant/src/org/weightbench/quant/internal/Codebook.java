package org.weightbench.quant.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The codebooks of the IQ1, IQ2 and IQ3 types: each entry gives the magnitudes of four or eight
 * weights at once (for IQ1 their signed values), one a byte, the first lowest. They are facts of
 * the formats, kept in one text file each, a line of digits for each entry, where a digit counts
 * the levels of the format. They are loaded when the first of them is used and stay for the life of
 * the process.
 */
public enum Codebook {
  /** 2048 entries of eight, for IQ1_S and IQ1_M. */
  IQ1("iq1.txt", 2048, 8, -1, 0, 1),
  /** 256 entries of eight. */
  IQ2_XXS("iq2_xxs.txt", 256, 8, 8, 25, 43),
  /** 512 entries of eight. */
  IQ2_XS("iq2_xs.txt", 512, 8, 8, 25, 43),
  /** 1024 entries of eight. */
  IQ2_S("iq2_s.txt", 1024, 8, 8, 25, 43),
  /** 256 entries of four. */
  IQ3_XXS("iq3_xxs.txt", 256, 4, 4, 12, 20, 28, 36, 44, 52, 62),
  /** 512 entries of four. */
  IQ3_S("iq3_s.txt", 512, 4, 1, 3, 5, 7, 9, 11, 13, 15);

  /** So many bytes may be read, though not used, behind the last entry. */
  public static final int BYTES_BEHIND = 8;

  private final MemorySegment entries;

  Codebook(String file, int count, int weights, int... levels) {
    List<String> lines = lines(file);
    if (lines.size() != count) {
      throw new IllegalStateException(
          "the codebook %s has %d entries, expected %d".formatted(file, lines.size(), count));
    }
    MemorySegment bytes = Arena.global().allocate((long) count * weights + BYTES_BEHIND, 64);
    for (int entry = 0; entry < count; entry++) {
      String digits = lines.get(entry);
      for (int i = 0; i < weights; i++) {
        byte level = (byte) levels[digits.charAt(i) - '0'];
        bytes.set(Layouts.I8, (long) entry * weights + i, level);
      }
    }
    entries = bytes.asReadOnly();
  }

  /** Returns the address of the first entry, for {@link Memory#ALL}; the others follow it. */
  public long address() {
    return entries.address();
  }

  private static List<String> lines(String file) {
    try (InputStream in = Codebook.class.getResourceAsStream("codebook/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the codebook " + file + " is missing from the bundle");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the codebook " + file, e);
    }
  }
}
