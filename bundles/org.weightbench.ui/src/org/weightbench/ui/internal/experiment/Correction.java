package org.weightbench.ui.internal.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.experiment.ExperimentFile;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.ui.internal.Messages;
import org.weightbench.ui.internal.experiment.YamlTree.Kind;
import org.weightbench.ui.internal.experiment.YamlTree.YamlNode;

/**
 * A change that mends a plain mistake in the text of an experiment.
 *
 * @param label what it does, for people
 * @param edit the change
 */
record Correction(String label, YamlEdit edit) {
  private static final String VERSION_KEY = "weightbench";

  /**
   * Returns what can be mended in a part of a text, the likeliest first: mistyped keys, mistyped
   * words where only certain ones may stand, and a missing version.
   *
   * @param from where the part begins, in UTF-16 units
   * @param to where it ends; what begins there still belongs to it
   */
  static List<Correction> in(String text, int from, int to, ExperimentSchema schema) {
    List<Correction> corrections = new ArrayList<>();
    YamlTree.parse(text)
        .ifPresent(
            tree -> {
              int start = tree.root().start();
              if (start >= from
                  && start <= to
                  && tree.root().kind() == Kind.MAPPING
                  && tree.root().child(VERSION_KEY).isEmpty()
                  && NearestWord.of(VERSION_KEY, keys(tree.root())).isEmpty()) {
                String line = VERSION_KEY + ": " + ExperimentFile.VERSION;
                corrections.add(
                    new Correction(
                        Messages.format(Messages.yaml_insert, line),
                        new YamlEdit(start, 0, line + "\n")));
              }
              new Search(from, to, schema, corrections).look(tree.root(), List.of());
            });
    return corrections;
  }

  private static List<String> keys(YamlNode mapping) {
    return mapping.children().stream().map(YamlNode::key).toList();
  }

  /** Looks at all of a tree that begins in a part of the text. */
  private record Search(int from, int to, ExperimentSchema schema, List<Correction> found) {

    void look(YamlNode node, List<String> path) {
      switch (node.kind()) {
        case SCALAR -> value(node, path);
        case LIST -> node.children().forEach(item -> look(item, path));
        case MAPPING -> mapping(node, path);
      }
    }

    private void mapping(YamlNode node, List<String> path) {
      List<String> known = schema.keys(path).stream().map(ExperimentSchema.Key::name).toList();
      for (YamlNode child : node.children()) {
        if (known.contains(child.key())) {
          List<String> below = new ArrayList<>(path);
          below.add(child.key());
          look(child, below);
        } else if (within(child.keyOffset())) {
          List<String> free = known.stream().filter(key -> node.child(key).isEmpty()).toList();
          replace(child.key(), child.keyOffset(), child.key().length(), free);
        }
      }
    }

    private void value(YamlNode node, List<String> path) {
      if (!path.isEmpty() && within(node.start())) {
        replace(
            node.scalar(),
            node.start(),
            node.end() - node.start(),
            expected(path.getLast(), node.scalar()));
      }
    }

    /** Returns the words that may stand as the value of a key; none where the value is right. */
    private static List<String> expected(String key, String value) {
      Optional<Axis<?>> axis = Axes.named(key);
      if (axis.isPresent()) {
        return axis.get().canonical(value).isPresent() ? List.of() : axis.get().choices();
      }
      return key.equals("mix") && QuantizationMix.named(value).isEmpty()
          ? QuantizationMix.names()
          : List.of();
    }

    private void replace(String typed, int offset, int length, List<String> words) {
      for (String word : NearestWord.of(typed, words)) {
        found.add(
            new Correction(
                Messages.format(Messages.yaml_change, typed, word),
                new YamlEdit(offset, length, YamlValues.scalar(word))));
      }
    }

    private boolean within(int offset) {
      return offset >= from && offset <= to;
    }
  }
}
