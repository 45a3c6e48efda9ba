package org.weightbench.ui.internal.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.IDocument;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML text with the place of each of its parts. Offsets count UTF-16 units from the start of the
 * text.
 *
 * @param text the text
 * @param root its value
 */
record YamlTree(String text, YamlNode root) {

  /** What a value is. */
  enum Kind {
    SCALAR,
    LIST,
    MAPPING
  }

  /**
   * A value, with its key where it stands in a mapping.
   *
   * @param key the key; empty in a list and at the root
   * @param keyOffset where the key starts; where the value does in a list and at the root
   * @param kind what it is
   * @param scalar the text of a scalar; empty otherwise
   * @param start where the value starts
   * @param end where the value ends, without spaces and comments after it
   * @param flow whether a list or mapping is written in brackets
   * @param children the values in it
   */
  record YamlNode(
      String key,
      int keyOffset,
      Kind kind,
      String scalar,
      int start,
      int end,
      boolean flow,
      List<YamlNode> children) {

    /** Copies the children. */
    YamlNode {
      children = List.copyOf(children);
    }

    /** Returns the value of a key; empty when the key is not there. */
    Optional<YamlNode> child(String name) {
      return children.stream()
          .filter(child -> kind == Kind.MAPPING && child.key.equals(name))
          .findFirst();
    }

    /** Returns the texts of a scalar or of the scalars of a list. */
    List<String> texts() {
      return switch (kind) {
        case SCALAR -> scalar.isEmpty() ? List.of() : List.of(scalar);
        case LIST ->
            children.stream()
                .filter(child -> child.kind == Kind.SCALAR)
                .map(YamlNode::scalar)
                .toList();
        case MAPPING -> List.of();
      };
    }
  }

  /** Reads text; empty when it is no YAML or says nothing. */
  static Optional<YamlTree> parse(String text) {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setUseMarks(true)
              .setMaxAliasesForCollections(0)
              .setAllowDuplicateKeys(true)
              .build();
      IDocument lines = new Document(text);
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isEmpty()
          ? Optional.empty()
          : Optional.of(new YamlTree(text, node("", -1, root.get(), lines)));
    } catch (YamlEngineException | BadLocationException _) {
      return Optional.empty();
    }
  }

  /** Returns the value at a path of keys; empty when there is none. */
  Optional<YamlNode> find(List<String> path) {
    Optional<YamlNode> found = Optional.of(root);
    for (String key : path) {
      found = found.flatMap(node -> node.child(key));
    }
    return found;
  }

  private static YamlNode node(String key, int keyOffset, Node node, IDocument lines)
      throws BadLocationException {
    int start = offset(node.getStartMark(), lines);
    List<YamlNode> children = new ArrayList<>();
    Kind kind = Kind.SCALAR;
    if (node instanceof MappingNode mapping) {
      kind = Kind.MAPPING;
      for (NodeTuple tuple : mapping.getValue()) {
        String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        int at = offset(tuple.getKeyNode().getStartMark(), lines);
        children.add(node(name, at, tuple.getValueNode(), lines));
      }
    } else if (node instanceof SequenceNode sequence) {
      kind = Kind.LIST;
      for (Node item : sequence.getValue()) {
        children.add(node("", -1, item, lines));
      }
    }
    boolean flow =
        node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
    int end =
        kind == Kind.SCALAR || flow || children.isEmpty()
            ? offset(node.getEndMark(), lines)
            : children.getLast().end();
    return new YamlNode(
        key,
        keyOffset < 0 ? start : keyOffset,
        kind,
        node instanceof ScalarNode scalar ? scalar.getValue() : "",
        start,
        end,
        flow,
        children);
  }

  /** Columns of a mark count code points. */
  private static int offset(Optional<Mark> mark, IDocument lines) throws BadLocationException {
    if (mark.isEmpty() || mark.get().getLine() >= lines.getNumberOfLines()) {
      return lines.getLength();
    }
    int line = lines.getLineOffset(mark.get().getLine());
    String text = lines.get(line, lines.getLineLength(mark.get().getLine()));
    int points = Math.min(mark.get().getColumn(), text.codePointCount(0, text.length()));
    return line + text.offsetByCodePoints(0, points);
  }
}
