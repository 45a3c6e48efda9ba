package org.weightbench.ui.internal.experiment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What stands at a place of YAML text, which may be half typed.
 *
 * @param path keys of the mappings around the place, from the root; with the key itself where the
 *     place is in its value
 * @param inValue whether the place is in the value of the path's last key, rather than where a key
 *     stands
 * @param inList whether it is in brackets of a list
 * @param word what stands before the place, to be completed
 * @param start where that word starts
 */
record YamlPlace(List<String> path, boolean inValue, boolean inList, String word, int start) {

  /** Copies the path. */
  YamlPlace {
    path = List.copyOf(path);
  }

  /** Finds out what stands at an offset. */
  static YamlPlace at(String text, int offset) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    String line = text.substring(lineStart, offset);
    List<String> path = new ArrayList<>(around(text, lineStart, indent(line)));
    String content = line.strip().startsWith("- ") ? line.replaceFirst("- ", "  ") : line;
    int colon = keyEnd(content);
    if (colon < 0) {
      return word(path, listItem(line), listItem(line), text, lineStart + indent(content), offset);
    }
    path.add(content.substring(0, colon).strip());
    return inFlow(path, text, lineStart + colon + 1, offset);
  }

  /** An item of a list of scalars that is written with hyphens is a value. */
  private static boolean listItem(String line) {
    return line.strip().startsWith("-");
  }

  /** Walks through brackets after a key's colon. */
  private static YamlPlace inFlow(List<String> path, String text, int from, int offset) {
    Deque<Character> open = new ArrayDeque<>();
    List<String> keys = new ArrayList<>(path);
    boolean value = true;
    int start = from;
    for (int i = from; i < offset; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '[' -> {
          open.push(c);
          value = true;
          start = i + 1;
        }
        case '{' -> {
          open.push(c);
          value = false;
          start = i + 1;
        }
        case ']', '}' -> {
          if (!open.isEmpty()) {
            open.pop();
          }
          if (c == '}' && value && keys.size() > path.size()) {
            keys.removeLast();
          }
          value = true;
          start = i + 1;
        }
        case ',' -> {
          if (!open.isEmpty() && open.peek() == '{') {
            if (value && keys.size() > path.size()) {
              keys.removeLast();
            }
            value = false;
          }
          start = i + 1;
        }
        case ':' -> {
          if (!open.isEmpty() && open.peek() == '{' && !value) {
            keys.add(text.substring(start, i).strip());
            value = true;
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    return word(keys, value, !open.isEmpty() && open.peek() == '[', text, start, offset);
  }

  private static YamlPlace word(
      List<String> path, boolean inValue, boolean inList, String text, int from, int offset) {
    int start = Math.min(from, offset);
    while (start < offset
        && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == '-')) {
      start++;
    }
    return new YamlPlace(path, inValue, inList, text.substring(start, offset), start);
  }

  /** Returns the keys above a line that have less indent, from the root. */
  private static List<String> around(String text, int lineStart, int indent) {
    Deque<String> keys = new ArrayDeque<>();
    int limit = indent;
    int end = lineStart - 1;
    while (end > 0 && limit > 0) {
      int start = text.lastIndexOf('\n', end - 1) + 1;
      String line = text.substring(start, end);
      int colon = keyEnd(line);
      boolean says = !line.isBlank() && !line.strip().startsWith("#");
      if (says && indent(line) < limit && colon >= 0) {
        limit = indent(line);
        keys.push(line.substring(0, colon).strip().replaceFirst("^- +", ""));
      }
      end = start - 1;
    }
    return List.copyOf(keys);
  }

  private static int keyEnd(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '#' || c == '[' || c == '{') {
        return -1;
      }
      if (c == ':' && (i + 1 == line.length() || Character.isWhitespace(line.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '-')) {
      indent++;
    }
    return indent;
  }
}
