package org.weightbench.ui.internal.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.CompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.IContentAssistProcessor;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.contentassist.IContextInformationValidator;
import org.jspecify.annotations.Nullable;
import org.weightbench.launching.Phrases;
import org.weightbench.ui.internal.Messages;

/** Proposes keys and values that the schema allows where the caret is. */
final class ExperimentCompletion implements IContentAssistProcessor {
  private final ExperimentSchema schema;

  ExperimentCompletion(ExperimentSchema schema) {
    this.schema = schema;
  }

  @Override
  public ICompletionProposal[] computeCompletionProposals(ITextViewer viewer, int offset) {
    return proposals(viewer.getDocument().get(), offset).toArray(ICompletionProposal[]::new);
  }

  /** Returns what may stand at an offset of a text. */
  List<ICompletionProposal> proposals(String text, int offset) {
    YamlPlace place = YamlPlace.at(text, offset);
    List<ICompletionProposal> proposals = new ArrayList<>();
    if (place.inValue()) {
      Optional<ExperimentSchema.Key> key = schema.key(place.path());
      key.ifPresent(
          known ->
              known.values().stream()
                  .filter(value -> matches(value, place.word()))
                  .forEach(value -> proposals.add(value(place, offset, value, known))));
    } else {
      Optional<YamlTree> tree = YamlTree.parse(text);
      schema.keys(place.path()).stream()
          .filter(key -> matches(key.name(), place.word()))
          .filter(key -> !stands(tree, place, key))
          .forEach(key -> proposals.add(key(place, offset, key)));
    }
    return proposals;
  }

  private static boolean matches(String proposed, String word) {
    return proposed.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
  }

  /** A key stands once in a mapping. */
  private static boolean stands(
      Optional<YamlTree> tree, YamlPlace place, ExperimentSchema.Key key) {
    List<String> path = new ArrayList<>(place.path());
    path.add(key.name());
    return tree.flatMap(read -> read.find(path)).isPresent();
  }

  private static ICompletionProposal key(YamlPlace place, int offset, ExperimentSchema.Key key) {
    String inserted = key.name() + ": ";
    return new CompletionProposal(
        inserted,
        place.start(),
        offset - place.start(),
        inserted.length(),
        null,
        key.name(),
        null,
        description(key));
  }

  private static ICompletionProposal value(
      YamlPlace place, int offset, String value, ExperimentSchema.Key key) {
    String quoted = YamlValues.scalar(value);
    boolean afterColon = !place.inList() && place.word().isEmpty();
    return new CompletionProposal(
        quoted,
        place.start(),
        offset - place.start(),
        quoted.length(),
        null,
        afterColon && value.equals(key.standard())
            ? Messages.format(Messages.yaml_standard, value)
            : value,
        null,
        description(key));
  }

  /** Returns what people are told of a key. */
  static String description(ExperimentSchema.Key key) {
    return key.standard().isEmpty()
        ? Phrases.say(key.description())
        : Phrases.say(key.description())
            + "\n\n"
            + Messages.format(Messages.yaml_standardIs, key.standard());
  }

  @Override
  public IContextInformation @Nullable [] computeContextInformation(ITextViewer viewer, int at) {
    return null;
  }

  @Override
  public char[] getCompletionProposalAutoActivationCharacters() {
    return new char[] {' ', '[', '{'};
  }

  @Override
  public char @Nullable [] getContextInformationAutoActivationCharacters() {
    return null;
  }

  @Override
  public @Nullable String getErrorMessage() {
    return null;
  }

  @Override
  public @Nullable IContextInformationValidator getContextInformationValidator() {
    return null;
  }
}
