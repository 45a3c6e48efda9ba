package org.weightbench.launching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.core.runtime.Platform;

/**
 * Says in the language of the workbench what the engine, which the command shares, says in English:
 * titles of columns and axes, facts of machines, sentences of findings, labels of charts. {@code
 * phrases.properties} holds the English, with {@code {0}} for what varies, and {@code
 * phrases_zh.properties} the same in Chinese. {@code phrases_en.properties} holds what the
 * workbench says otherwise in English, where the command names its own options. What is not there
 * stays as it is.
 */
public final class Phrases {
  private static final String FILE = "phrases";
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
  private static final Phrases HERE = in(Platform.getNL());

  private final Map<String, String> fixed;
  private final List<Sentence> sentences;

  /**
   * A sentence with places.
   *
   * @param start what stands before the first place
   * @param english matches it
   * @param places number of the place that each group stands for
   * @param other the same in the other language
   */
  private record Sentence(String start, Pattern english, List<Integer> places, String other) {
    int said() {
      return english.pattern().length();
    }
  }

  private Phrases(Map<String, String> fixed, List<Sentence> sentences) {
    this.fixed = Map.copyOf(fixed);
    this.sentences = List.copyOf(sentences);
  }

  /**
   * Returns those of a locale such as {@code zh_CN}; those of English where there are no others.
   */
  public static Phrases in(String locale) {
    String language = locale.split("[_-]", 2)[0];
    Properties own = load(FILE + "_" + language + ".properties");
    Properties other = own.isEmpty() ? load(FILE + "_en.properties") : own;
    Properties english = load(FILE + ".properties");
    Map<String, String> fixed = new HashMap<>();
    List<Sentence> sentences = new ArrayList<>();
    for (String key : other.stringPropertyNames()) {
      String sentence = english.getProperty(key);
      String translated = other.getProperty(key);
      if (PLACE.matcher(sentence).find()) {
        sentences.add(sentence(sentence, translated));
      } else {
        fixed.put(sentence, translated);
      }
    }
    sentences.sort(Comparator.comparingInt(Sentence::said).reversed());
    return new Phrases(fixed, sentences);
  }

  /** Says a title or a sentence of the engine in the language of the workbench. */
  public static String say(String english) {
    return HERE.translate(english);
  }

  /** Says a title or a sentence of the engine in the language of these phrases. */
  public String translate(String english) {
    String known = fixed.get(english);
    if (known != null) {
      return known;
    }
    for (Sentence sentence : sentences) {
      Matcher matcher = sentence.english.matcher(english);
      if (english.startsWith(sentence.start) && matcher.matches()) {
        return filled(sentence, matcher);
      }
    }
    return english;
  }

  private String filled(Sentence sentence, Matcher values) {
    return PLACE
        .matcher(sentence.other)
        .replaceAll(
            place -> Matcher.quoteReplacement(translate(value(sentence, values, number(place)))));
  }

  private static String value(Sentence sentence, Matcher values, int place) {
    return values.group(1 + sentence.places.indexOf(place));
  }

  private static Sentence sentence(String english, String other) {
    List<Integer> places =
        PLACE.matcher(english).results().map(Phrases::number).distinct().toList();
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    for (MatchResult place : PLACE.matcher(english).results().toList()) {
      pattern.append(Pattern.quote(english.substring(end, place.start()))).append("(.+?)");
      end = place.end();
    }
    pattern.append(Pattern.quote(english.substring(end)));
    return new Sentence(
        PLACE.split(english, 2)[0],
        Pattern.compile(pattern.toString(), Pattern.DOTALL),
        places,
        other);
  }

  private static int number(MatchResult place) {
    return Integer.parseInt(place.group(1));
  }

  private static Properties load(String file) {
    Properties properties = new Properties();
    try (InputStream in = Phrases.class.getResourceAsStream(file)) {
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " of this bundle cannot be read", e);
    }
  }
}
