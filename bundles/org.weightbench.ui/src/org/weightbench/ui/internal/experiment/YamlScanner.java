package org.weightbench.ui.internal.experiment;

import org.eclipse.jface.text.rules.EndOfLineRule;
import org.eclipse.jface.text.rules.ICharacterScanner;
import org.eclipse.jface.text.rules.IRule;
import org.eclipse.jface.text.rules.IToken;
import org.eclipse.jface.text.rules.RuleBasedScanner;
import org.eclipse.jface.text.rules.SingleLineRule;
import org.eclipse.jface.text.rules.Token;

/** Splits YAML into comments, keys, quoted text, numbers and the rest. */
final class YamlScanner extends RuleBasedScanner {

  YamlScanner(YamlColors colors) {
    IToken text = new Token(colors.text());
    setRules(
        new IRule[] {
          new EndOfLineRule("#", new Token(colors.comment())),
          new SingleLineRule("\"", "\"", text, '\\'),
          new SingleLineRule("'", "'", text),
          new WordRule(new Token(colors.key()), new Token(colors.number()))
        });
  }

  /** A word before a colon is a key; one that begins with a digit is a number. */
  private record WordRule(IToken key, IToken number) implements IRule {
    private static final IToken PLAIN = new Token(null);

    @Override
    public IToken evaluate(ICharacterScanner scanner) {
      int c = scanner.read();
      if (c == ICharacterScanner.EOF || !Character.isLetterOrDigit(c)) {
        scanner.unread();
        return Token.UNDEFINED;
      }
      boolean digits = Character.isDigit(c);
      while (c != ICharacterScanner.EOF && (Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        c = scanner.read();
      }
      boolean colon = c == ':';
      scanner.unread();
      return colon ? key : digits ? number : PLAIN;
    }
  }
}
