package org.weightbench.os.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A text of the kernel that is searched and read without making strings of it: lines of words and
 * decimal numbers. Used by one thread.
 */
public final class KernelText {
  private final Path file;
  private byte[] bytes = new byte[0];
  private int length;
  private int at;

  KernelText(Path file) {
    this.file = file;
  }

  /** A text that is there already. */
  public static KernelText of(Path file, String text) {
    KernelText made = new KernelText(file);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    made.set(bytes, bytes.length);
    return made;
  }

  /** Takes another text; the reading starts anew. */
  void set(byte[] text, int textLength) {
    bytes = text;
    length = textLength;
    at = 0;
  }

  /** Where the text comes from. */
  public Path file() {
    return file;
  }

  /** Whether all was read. */
  public boolean atEnd() {
    return at >= length;
  }

  /** Whether the rest starts with these characters. */
  public boolean startsWith(String prefix) {
    if (length - at < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[at + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Goes on to the start of the next line. */
  public void nextLine() {
    while (at < length && bytes[at++] != '\n') {}
  }

  /** Goes on after the last of these characters in the text. */
  public void skipToLast(char last) {
    for (int i = length - 1; i >= at; i--) {
      if (bytes[i] == last) {
        at = i + 1;
        return;
      }
    }
  }

  /** Goes on after some characters. */
  public void skip(int characters) {
    at += characters;
  }

  /** Goes on after the next word. */
  public void skipWord() {
    skipBlanks();
    while (at < length && bytes[at] > ' ') {
      at++;
    }
  }

  private void skipBlanks() {
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  /** Whether another word follows on this line. */
  public boolean hasWord() {
    skipBlanks();
    return at < length && bytes[at] > ' ';
  }

  /**
   * The next decimal number.
   *
   * @throws IOException when none follows
   */
  public long number() throws IOException {
    skipBlanks();
    int start = at;
    long value = 0;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at++] - '0');
    }
    if (at == start) {
      throw new IOException(
          "%s: found '%s' at byte %d, expected a number"
              .formatted(
                  file,
                  new String(bytes, at, Math.min(16, length - at), StandardCharsets.UTF_8),
                  at));
    }
    return value;
  }

  /**
   * The number after a label at the start of a line, looked for from here on and, where the file
   * has another order than expected, from the start.
   *
   * @param label all that stands before the number, without blanks at its end
   * @param otherwise what a file that has no such line gives
   */
  public long labelled(String label, long otherwise) throws IOException {
    int start = at;
    for (int pass = 0; pass < 2; pass++) {
      int end = pass == 0 ? length : start;
      while (at < end) {
        if (startsWith(label) && !wordGoesOn(at + label.length())) {
          at += label.length();
          long value = number();
          nextLine();
          return value;
        }
        nextLine();
      }
      at = 0;
    }
    at = start;
    return otherwise;
  }

  private boolean wordGoesOn(int index) {
    return index < length && bytes[index] > ' ';
  }

  /** As {@link #labelled(String, long)}, for a line that must be there. */
  public long labelled(String label) throws IOException {
    long value = labelled(label, -1);
    if (value < 0) {
      throw new IOException("%s has no line '%s N'".formatted(file, label));
    }
    return value;
  }
}
