package org.weightbench.experiment.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes a timeline's file, to which lines are only ever appended.
 *
 * <p>The file is UTF-8 text, version 1. Its first line is {@code weightbench timeline 1}; then
 * follow {@code started ISO-TIME}, {@code channels NAME,NAME…} and for all that could not be
 * recorded a line {@code missing REASON}. A line that starts with a digit is a tick: decimal
 * numbers parted by commas, first the microseconds since the tick before (at the first tick: since
 * the origin), then for each channel what has changed since its last number. Nothing between two
 * commas stands for 0, and so does a channel after the last comma; {@code ~} says that the channel
 * was not read, so that its next number is the change since the one before. A line {@code
 * !MICROS,KIND,DETAIL} is an event, with its microseconds since the origin. Any other line is of a
 * newer version and passed over, and a last line without its end was cut off by a kill.
 *
 * <p>Ticks are gathered in memory and written in larger pieces, so that recording a load does not
 * write to the disk that it measures. Used by one thread at a time.
 */
public final class TimelineLog implements TimelineSink, AutoCloseable {
  static final String TITLE = "weightbench timeline ";
  static final String STARTED = "started ";
  static final String CHANNELS = "channels ";
  static final String MISSING = "missing ";
  static final char EVENT = '!';
  static final String COMMA = ",";
  static final char SEPARATOR = ',';
  static final char NOT_READ = '~';
  static final long NANOS_PER_MICRO = 1000;
  private static final int PIECE_BYTES = 64 << 10;
  private static final int LONGEST_NUMBER = 21;

  private final FileChannel channel;
  private final long[] before;
  private byte[] text = new byte[PIECE_BYTES];
  private int length;
  private long microsBefore;

  private TimelineLog(FileChannel channel, int channels) {
    this.channel = channel;
    this.before = new long[channels];
  }

  /** Creates a file, or starts an existing one anew; its folder is created when missing. */
  public static TimelineLog create(Path file, TimelineHeader header) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    TimelineLog log = new TimelineLog(channel, header.channels().size());
    try {
      log.line(TITLE + header.version());
      log.line(STARTED + header.startedAt());
      log.line(CHANNELS + String.join(COMMA, header.channels()));
      for (String reason : header.missing()) {
        log.line(MISSING + reason.replace('\n', ' '));
      }
      log.flush();
      return log;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public void tick(long nanos, long[] values) throws IOException {
    reserve((values.length + 1) * LONGEST_NUMBER);
    long micros = Math.max(microsBefore, nanos / NANOS_PER_MICRO);
    number(micros - microsBefore);
    microsBefore = micros;
    int end = length;
    for (int i = 0; i < values.length; i++) {
      text[length++] = SEPARATOR;
      if (values[i] == NO_VALUE) {
        text[length++] = NOT_READ;
        end = length;
      } else if (values[i] != before[i]) {
        number(values[i] - before[i]);
        before[i] = values[i];
        end = length;
      }
    }
    length = end;
    text[length++] = '\n';
  }

  /** Appends an event. */
  public void event(TimelineEvent event) throws IOException {
    String detail = event.detail().replace('\n', ' ');
    line(
        "%c%d%c%s%c%s"
            .formatted(
                EVENT,
                event.nanos() / NANOS_PER_MICRO,
                SEPARATOR,
                event.kind().label(),
                SEPARATOR,
                detail));
  }

  private void line(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    reserve(bytes.length + 1);
    System.arraycopy(bytes, 0, text, length, bytes.length);
    length += bytes.length;
    text[length++] = '\n';
  }

  private void reserve(int bytes) throws IOException {
    if (length + bytes > text.length) {
      flush();
    }
    if (bytes > text.length) {
      text = Arrays.copyOf(text, bytes);
    }
  }

  private void number(long value) {
    long rest = value;
    if (rest < 0) {
      text[length++] = '-';
      rest = -rest;
    }
    int start = length;
    do {
      text[length++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    for (int low = start, high = length - 1; low < high; low++, high--) {
      byte digit = text[low];
      text[low] = text[high];
      text[high] = digit;
    }
  }

  /** Writes what is gathered to the file. */
  public void flush() throws IOException {
    ByteBuffer piece = ByteBuffer.wrap(text, 0, length);
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
    length = 0;
  }

  @Override
  public void close() throws IOException {
    try (FileChannel _ = channel) {
      flush();
    }
  }
}
