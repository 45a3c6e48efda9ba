package org.weightbench.ui.internal.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbench.ui.internal.experiment.YamlTree.Kind;
import org.weightbench.ui.internal.experiment.YamlTree.YamlNode;

/**
 * The smallest change of a YAML text that gives a key a value: comments, order and layout of the
 * rest stay as they are.
 *
 * @param offset where it changes
 * @param length how many characters are replaced
 * @param replacement what stands there instead
 */
record YamlEdit(int offset, int length, String replacement) {
  private static final String INDENT = "  ";

  /**
   * Sets a key.
   *
   * @param tree the text now
   * @param path keys from the root to the one that is set
   * @param value the new value as one line of YAML
   * @return the change; empty where it cannot be made without destroying something, and where
   *     nothing changes
   */
  static Optional<YamlEdit> set(YamlTree tree, List<String> path, String value) {
    YamlNode parent = tree.root();
    for (int depth = 0; depth < path.size(); depth++) {
      Optional<YamlNode> child = parent.child(path.get(depth));
      if (child.isEmpty()) {
        return parent.kind() == Kind.MAPPING
            ? Optional.of(insert(tree, parent, path.subList(depth, path.size()), value))
            : Optional.empty();
      }
      parent = child.get();
      boolean emptyMapping =
          depth < path.size() - 1 && parent.kind() == Kind.SCALAR && parent.scalar().isEmpty();
      if (emptyMapping) {
        int indent = column(tree.text(), parent.keyOffset());
        int lineEnd = lineEnd(tree.text(), parent.keyOffset());
        return Optional.of(
            new YamlEdit(
                lineEnd, 0, "\n" + block(path.subList(depth + 1, path.size()), value, indent + 2)));
      }
    }
    return replace(tree, parent, value);
  }

  /** Removes a key with its value; empty where it is not there. */
  static Optional<YamlEdit> remove(YamlTree tree, List<String> path) {
    Optional<YamlNode> parent = tree.find(path.subList(0, path.size() - 1));
    Optional<YamlNode> node = tree.find(path);
    if (node.isEmpty() || parent.isEmpty()) {
      return Optional.empty();
    }
    String text = tree.text();
    if (parent.get().flow()) {
      return Optional.of(removeFromFlow(text, parent.get(), node.get()));
    }
    if (parent.get().children().size() == 1 && path.size() > 1) {
      return remove(tree, path.subList(0, path.size() - 1));
    }
    int start = lineStart(text, node.get().keyOffset());
    int end = Math.min(text.length(), lineEnd(text, node.get().end()) + 1);
    return Optional.of(new YamlEdit(start, end - start, ""));
  }

  /** Returns the text after the change. */
  String apply(String text) {
    return text.substring(0, offset) + replacement + text.substring(offset + length);
  }

  private static Optional<YamlEdit> replace(YamlTree tree, YamlNode node, String value) {
    String text = tree.text();
    boolean nothing = node.start() == node.end();
    boolean onKeysLine = node.start() <= lineEnd(text, node.keyOffset());
    if (nothing || !onKeysLine) {
      int colon = text.indexOf(':', node.keyOffset() + node.key().length());
      int end = Math.max(colon + 1, node.end());
      return Optional.of(new YamlEdit(colon + 1, nothing ? 0 : end - colon - 1, " " + value));
    }
    return text.substring(node.start(), node.end()).equals(value)
        ? Optional.empty()
        : Optional.of(new YamlEdit(node.start(), node.end() - node.start(), value));
  }

  private static YamlEdit insert(YamlTree tree, YamlNode parent, List<String> path, String value) {
    String text = tree.text();
    if (parent.flow()) {
      int close = parent.end() - 1;
      String separator = parent.children().isEmpty() ? "" : ", ";
      return new YamlEdit(close, 0, separator + flow(path, value));
    }
    int indent =
        parent.children().isEmpty() ? 0 : column(text, parent.children().getFirst().keyOffset());
    int end = lineEnd(text, parent.end());
    return new YamlEdit(end, 0, "\n" + block(path, value, indent));
  }

  private static String block(List<String> path, String value, int indent) {
    List<String> lines = new ArrayList<>();
    for (int depth = 0; depth < path.size(); depth++) {
      boolean last = depth == path.size() - 1;
      lines.add(
          " ".repeat(indent)
              + INDENT.repeat(depth)
              + path.get(depth)
              + (last ? ": " + value : ":"));
    }
    return String.join("\n", lines);
  }

  private static String flow(List<String> path, String value) {
    String text = path.getLast() + ": " + value;
    for (int depth = path.size() - 2; depth >= 0; depth--) {
      text = path.get(depth) + ": {" + text + "}";
    }
    return text;
  }

  private static YamlEdit removeFromFlow(String text, YamlNode parent, YamlNode node) {
    int index = parent.children().indexOf(node);
    boolean last = index == parent.children().size() - 1;
    int start = node.keyOffset();
    int end = last ? node.end() : parent.children().get(index + 1).keyOffset();
    if (last && index > 0) {
      start = parent.children().get(index - 1).end();
    }
    return new YamlEdit(start, Math.min(text.length(), end) - start, "");
  }

  private static int lineStart(String text, int offset) {
    return text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  }

  private static int lineEnd(String text, int offset) {
    int end = text.indexOf('\n', Math.min(offset, text.length()));
    return end < 0 ? text.length() : end;
  }

  private static int column(String text, int offset) {
    return offset - lineStart(text, offset);
  }
}
