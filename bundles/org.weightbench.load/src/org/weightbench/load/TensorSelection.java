package org.weightbench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.load.internal.SelectionTerm;

/**
 * Which tensors of a model, or which parts of them, are loaded. Two selections are equal when their
 * texts are. Immutable.
 *
 * <p>The text is {@code all}, or terms with spaces between them that must all hold:
 *
 * <ul>
 *   <li>{@code name=GLOB}: the name matches, {@code *} standing for any characters and {@code ?}
 *       for one
 *   <li>{@code regex=PATTERN}: the whole name matches a {@link java.util.regex.Pattern}
 *   <li>{@code layers=0-3+8}: the tensor belongs to one of these layers; {@code layers=none}: to no
 *       layer
 *   <li>{@code experts=0-7}: of tensors that hold one matrix for each expert, only these experts,
 *       each as a tensor of its own named {@code blk.0.ffn_up_exps.weight[7]}; {@code
 *       experts=none}: without the experts. Tensors that belong to all experts are kept
 *   <li>{@code first=512MiB}: of the tensors that the terms before it leave, those that lie first
 *       in the files, as many as fit into these MiB or GiB; larger ones are passed over until half
 *       of them is filled
 * </ul>
 */
public final class TensorSelection {
  /** Every tensor. */
  public static final TensorSelection ALL = new TensorSelection(List.of());

  /** What a text looks like, to end the sentence 'expected …'. */
  public static final String EXPECTED =
      "all, or terms such as name=blk.*.attn_*, regex=…, layers=0-3+8, experts=0-7, first=512MiB";

  private static final String ALL_TEXT = "all";

  private final List<SelectionTerm> terms;

  private TensorSelection(List<SelectionTerm> terms) {
    this.terms = List.copyOf(terms);
  }

  /** Reads a text; empty when it is no selection. */
  public static Optional<TensorSelection> parse(String text) {
    if (text.strip().equals(ALL_TEXT)) {
      return Optional.of(ALL);
    }
    List<SelectionTerm> terms = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      Optional<SelectionTerm> term = SelectionTerm.parse(word);
      if (term.isEmpty()) {
        return Optional.empty();
      }
      terms.add(term.get());
    }
    return Optional.of(new TensorSelection(terms));
  }

  /**
   * Returns the selection with this text.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static TensorSelection of(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException("found tensors '" + text + "', expected " + EXPECTED));
  }

  /** Returns what both select. */
  public TensorSelection and(TensorSelection other) {
    return new TensorSelection(Stream.concat(terms.stream(), other.terms.stream()).toList());
  }

  /**
   * Returns the selected tensors in the order given.
   *
   * @param tensors of one model
   */
  public List<TensorInfo> select(List<TensorInfo> tensors) {
    Stream<TensorInfo> selected = tensors.stream();
    for (SelectionTerm term : terms) {
      selected = term.select(selected);
    }
    return selected.toList();
  }

  /** Returns the text. */
  public String text() {
    return terms.isEmpty()
        ? ALL_TEXT
        : terms.stream().map(SelectionTerm::text).collect(Collectors.joining(" "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorSelection selection && text().equals(selection.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
