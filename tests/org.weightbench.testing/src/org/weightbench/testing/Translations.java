package org.weightbench.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares sentences in English with those in another language. */
public final class Translations {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)[,}]");

  private Translations() {}

  /**
   * Tells what is missing, too much, empty, or has other places for values.
   *
   * @param anchor class whose loader finds the files
   * @param path of the English file, from the root
   * @param language code of the other one
   */
  public static List<String> problems(Class<?> anchor, String path, String language) {
    Properties english = load(anchor, path);
    Properties other = load(anchor, path.replace(".properties", "_" + language + ".properties"));
    List<String> problems = new ArrayList<>();
    Set<String> keys = new TreeSet<>(english.stringPropertyNames());
    keys.addAll(other.stringPropertyNames());
    for (String key : keys) {
      String first = english.getProperty(key, "");
      String second = other.getProperty(key, "");
      if (first.isBlank() || second.isBlank()) {
        problems.add(key + " is missing in one language");
      } else if (!places(second).equals(places(first))) {
        problems.add(key + " has places " + places(second) + ", expected " + places(first));
      }
    }
    return problems;
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties load(Class<?> anchor, String path) {
    Properties properties = new Properties();
    try (InputStream in = anchor.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing");
      }
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}
