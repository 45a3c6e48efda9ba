package org.weightbench.load.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.weightbench.gguf.TensorInfo;

/** One condition of a selection of tensors. */
public sealed interface SelectionTerm {
  /** Returns the word that stands for it. */
  String text();

  /**
   * Returns what is selected: some of the tensors, or parts of them.
   *
   * @param tensors in any order, which is kept
   */
  Stream<TensorInfo> select(Stream<TensorInfo> tensors);

  /** Reads a word; empty when it is none. */
  static Optional<SelectionTerm> parse(String word) {
    int equals = word.indexOf('=');
    String value = word.substring(equals + 1);
    if (equals < 0 || value.isEmpty()) {
      return Optional.empty();
    }
    return switch (word.substring(0, equals)) {
      case "name" -> Optional.of(new Name(value));
      case "regex" -> regex(value);
      case "layers" -> Numbers.parse(value).map(Layers::new);
      case "experts" -> Numbers.parse(value).map(Experts::new);
      case "first" -> First.parse(value);
      default -> Optional.empty();
    };
  }

  private static Optional<SelectionTerm> regex(String value) {
    try {
      Pattern.compile(value);
      return Optional.of(new Regex(value));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  private static Stream<TensorInfo> matching(Pattern pattern, Stream<TensorInfo> tensors) {
    return tensors.filter(tensor -> pattern.matcher(tensor.name()).matches());
  }

  /** The name matches a pattern with * and ?. */
  record Name(String glob) implements SelectionTerm {
    @Override
    public String text() {
      return "name=" + glob;
    }

    @Override
    public Stream<TensorInfo> select(Stream<TensorInfo> tensors) {
      StringBuilder regex = new StringBuilder();
      glob.codePoints()
          .forEach(
              c ->
                  regex.append(
                      c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
      return matching(Pattern.compile(regex.toString(), Pattern.DOTALL), tensors);
    }
  }

  /** The name matches a regular expression. */
  record Regex(String regex) implements SelectionTerm {
    @Override
    public String text() {
      return "regex=" + regex;
    }

    @Override
    public Stream<TensorInfo> select(Stream<TensorInfo> tensors) {
      return matching(Pattern.compile(regex), tensors);
    }
  }

  /** The tensor belongs to one of some layers. */
  record Layers(Numbers numbers) implements SelectionTerm {
    @Override
    public String text() {
      return "layers=" + numbers;
    }

    @Override
    public Stream<TensorInfo> select(Stream<TensorInfo> tensors) {
      return tensors.filter(
          tensor -> {
            OptionalInt layer = tensor.layer();
            return layer.isPresent()
                ? numbers.contains(layer.getAsInt())
                : numbers.ranges().isEmpty();
          });
    }
  }

  /**
   * The tensor belongs to no expert or one of some. Experts lie in one tensor, its last dimension
   * being their number, or in older files in a tensor each.
   */
  record Experts(Numbers numbers) implements SelectionTerm {
    private static final Pattern TOGETHER = Pattern.compile(".*_exps(\\..*)?");
    private static final Pattern APART =
        Pattern.compile("blk\\.\\d+\\.ffn_(?:gate|up|down)\\.(\\d{1,9})\\..*");

    @Override
    public String text() {
      return "experts=" + numbers;
    }

    @Override
    public Stream<TensorInfo> select(Stream<TensorInfo> tensors) {
      return tensors.flatMap(this::wanted);
    }

    private Stream<TensorInfo> wanted(TensorInfo tensor) {
      Matcher apart = APART.matcher(tensor.name());
      if (apart.matches()) {
        return numbers.contains(Integer.parseInt(apart.group(1)))
            ? Stream.of(tensor)
            : Stream.empty();
      }
      return TOGETHER.matcher(tensor.name()).matches() && tensor.shape().size() > 1
          ? parts(tensor)
          : Stream.of(tensor);
    }

    private Stream<TensorInfo> parts(TensorInfo tensor) {
      if (tensor.type().isEmpty()) {
        return numbers.ranges().isEmpty() ? Stream.empty() : Stream.of(tensor);
      }
      List<Long> shape = tensor.shape().subList(0, tensor.shape().size() - 1);
      long experts = tensor.shape().getLast();
      long bytes = tensor.byteSize() / experts;
      return IntStream.range(0, Math.toIntExact(experts))
          .filter(numbers::contains)
          .mapToObj(
              expert ->
                  new TensorInfo(
                      tensor.name() + "[" + expert + "]",
                      shape,
                      tensor.typeId(),
                      tensor.shard(),
                      tensor.fileOffset() + expert * bytes,
                      bytes));
    }
  }

  /**
   * The tensor is one of the first in the files, of which as many are taken as fit: a piece of the
   * model that lies together and is soon read. Tensors too large for what is left are passed over
   * until half of it is filled, and the smallest one is taken where none fits.
   *
   * @param mebibytes how much they may have, MiB
   */
  record First(long mebibytes) implements SelectionTerm {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([MG])iB");
    private static final Comparator<TensorInfo> IN_THE_FILES =
        Comparator.comparingInt(TensorInfo::shard).thenComparingLong(TensorInfo::fileOffset);

    static Optional<SelectionTerm> parse(String text) {
      Matcher matcher = SIZE.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      long number = Long.parseLong(matcher.group(1));
      return Optional.of(new First(matcher.group(2).equals("G") ? number << 10 : number));
    }

    @Override
    public String text() {
      return "first=" + mebibytes + "MiB";
    }

    @Override
    public Stream<TensorInfo> select(Stream<TensorInfo> tensors) {
      List<TensorInfo> all = tensors.toList();
      long most = mebibytes << 20;
      long left = most;
      Set<TensorInfo> taken = new HashSet<>();
      for (TensorInfo tensor : all.stream().sorted(IN_THE_FILES).toList()) {
        if (tensor.byteSize() <= left) {
          taken.add(tensor);
          left -= tensor.byteSize();
        } else if (left <= most / 2) {
          break;
        }
      }
      if (taken.isEmpty()) {
        all.stream().min(Comparator.comparingLong(TensorInfo::byteSize)).ifPresent(taken::add);
      }
      return all.stream().filter(taken::contains);
    }
  }

  /** Whole numbers in ranges; none of them is written {@code none}. */
  record Numbers(List<Range> ranges) {
    private static final String NONE = "none";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    /** From the first to the last, both included. */
    record Range(int first, int last) {
      @Override
      public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
      }
    }

    static Optional<Numbers> parse(String text) {
      List<Range> ranges = new ArrayList<>();
      for (String part : text.equals(NONE) ? new String[0] : text.split("\\+", -1)) {
        Matcher matcher = RANGE.matcher(part);
        if (!matcher.matches()) {
          return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first) {
          return Optional.empty();
        }
        ranges.add(new Range(first, last));
      }
      return Optional.of(new Numbers(List.copyOf(ranges)));
    }

    boolean contains(int number) {
      return ranges.stream().anyMatch(range -> range.first <= number && number <= range.last);
    }

    @Override
    public String toString() {
      return ranges.isEmpty()
          ? NONE
          : String.join("+", ranges.stream().map(Range::toString).toList());
    }
  }
}
