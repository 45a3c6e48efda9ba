package org.weightbench.hardware.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.weightbench.hardware.Reading;

/**
 * The files of procfs and sysfs below a root folder. Paths are absolute, as they are on the machine
 * itself: {@code /proc/meminfo}; reasons name them so.
 *
 * @param root {@code /}, or a folder with a copy of such files
 */
public record Tree(Path root) {

  private static final int BUFFER_BYTES = 1 << 14;

  /** Where the file lies below the root. */
  public Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** Whether there is such a file or folder. */
  public boolean exists(String path) {
    return Files.exists(at(path));
  }

  /**
   * The whole file. The kernel answers the first read of a file below {@code /proc/sys} with as
   * much as fits, and later reads with nothing, so the first one must be large; {@code
   * Files.readAllBytes} starts with a single byte where the size is given as 0.
   */
  public Reading<byte[]> bytes(String path) {
    try (InputStream file = Files.newInputStream(at(path))) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = file.read(buffer); read > 0; read = file.read(buffer)) {
        content.write(buffer, 0, read);
      }
      return Reading.known(content.toByteArray());
    } catch (IOException e) {
      return Reading.unknown(reason(path, e));
    }
  }

  /** The whole file without surrounding white space; a NUL at its end counts as such. */
  public Reading<String> text(String path) {
    return bytes(path)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip());
  }

  /** As {@link #text}, but an empty file is unknown. */
  public Reading<String> word(String path) {
    return text(path)
        .flatMap(
            text -> text.isEmpty() ? Reading.unknown(path + " is empty") : Reading.known(text));
  }

  /** The file's only content as a decimal number. */
  public Reading<Long> number(String path) {
    return word(path).flatMap(text -> parse(path, text, Long::valueOf));
  }

  /** Of a list with one chosen word in brackets, 'always [madvise] never', that word. */
  public Reading<String> chosen(String path) {
    return word(path)
        .map(
            text -> {
              int from = text.indexOf('[');
              int to = text.indexOf(']', from + 1);
              return from >= 0 && to > from ? text.substring(from + 1, to) : text;
            });
  }

  /** Names in the folder that match as a whole, in the order of the numbers in them. */
  public Reading<List<String>> names(String folder, String regex) {
    Pattern pattern = Pattern.compile(regex);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            at(folder), entry -> pattern.matcher(entry.getFileName().toString()).matches())) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (IOException e) {
      return Reading.unknown(reason(folder, e));
    }
    names.sort(Comparator.comparingLong(Tree::digits).thenComparing(Comparator.naturalOrder()));
    return Reading.known(List.copyOf(names));
  }

  /** Parses text of a file; if it cannot, the reason names the file and the text. */
  static <T> Reading<T> parse(String path, String text, Function<String, T> parser) {
    try {
      return Reading.known(parser.apply(text));
    } catch (NumberFormatException _) {
      return Reading.unknown(path + " holds '" + text + "' where a number was expected");
    }
  }

  private static long digits(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  private static String reason(String path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> path + " does not exist";
      case NotDirectoryException _ -> path + " is not a folder";
      case AccessDeniedException _ -> path + " may not be read by this user";
      default -> path + " cannot be read: " + e.getMessage();
    };
  }
}
