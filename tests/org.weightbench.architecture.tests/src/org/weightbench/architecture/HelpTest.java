package org.weightbench.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class HelpTest {
  private static final long LARGEST_PICTURE_BYTES = 150_000;
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(?!https?:)([^\"#]+)");
  private static final Path ENGLISH =
      Path.of(System.getProperty("org.weightbench.repository"), "bundles/org.weightbench.doc");
  private static final Path CHINESE = ENGLISH.resolve("nl/zh");

  @Test
  void everyPageStandsInTheTableOfContentsOfBothLanguages() throws Exception {
    List<String> pages = pages(ENGLISH);
    assertFalse(pages.isEmpty(), "there is no page");
    assertEquals(pages, pages(CHINESE));
    for (Path language : List.of(ENGLISH, CHINESE)) {
      List<String> listed = attributes(language.resolve("toc.xml"), "topic", "href");
      assertEquals(pages, listed.stream().sorted().toList(), language + "/toc.xml");
    }
    assertEquals(
        attributes(ENGLISH.resolve("toc.xml"), "topic", "href"),
        attributes(CHINESE.resolve("toc.xml"), "topic", "href"));
  }

  @Test
  void everyLinkAndPictureIsThereInBothLanguages() throws IOException {
    for (String page : pages(ENGLISH)) {
      List<String> links = links(ENGLISH.resolve(page));
      assertEquals(links, links(CHINESE.resolve(page)), page);
      List<String> missing =
          links.stream()
              .filter(link -> !Files.isRegularFile(ENGLISH.resolve("html").resolve(link)))
              .toList();
      assertEquals(List.of(), missing, page);
    }
  }

  @Test
  void everyPictureIsSmallAndShownOnAPage() throws IOException {
    List<String> shown = new ArrayList<>();
    for (String page : pages(ENGLISH)) {
      shown.addAll(links(ENGLISH.resolve(page)));
    }
    try (Stream<Path> pictures = Files.list(ENGLISH.resolve("html/images"))) {
      for (Path picture : pictures.sorted().toList()) {
        Path name = ENGLISH.resolve("html").relativize(picture);
        assertTrue(shown.contains(name.toString()), () -> name + " is on no page");
        long bytes = Files.size(picture);
        assertTrue(
            bytes <= LARGEST_PICTURE_BYTES,
            () -> name + " has " + bytes + " bytes, more than " + LARGEST_PICTURE_BYTES);
      }
    }
  }

  @Test
  void contextHelpAndCheatSheetAndWelcomePageDoTheSameInBothLanguages() throws Exception {
    assertSame("contexts.xml", "context", "id");
    assertSame("contexts.xml", "topic", "href");
    assertSame("cheatsheets/slow-model.xml", "item", "href");
    assertSame("cheatsheets/slow-model.xml", "command", "serialization");
    assertSame("intro/welcome.xml", "link", "url");
    List<String> pages = pages(ENGLISH);
    for (String topic : attributes(ENGLISH.resolve("contexts.xml"), "topic", "href")) {
      assertTrue(pages.contains(topic), () -> "contexts.xml leads to " + topic);
    }
  }

  private static void assertSame(String file, String element, String attribute) throws Exception {
    List<String> english = attributes(ENGLISH.resolve(file), element, attribute);
    assertFalse(english.isEmpty(), () -> file + " has no " + element);
    assertEquals(english, attributes(CHINESE.resolve(file), element, attribute), file);
  }

  /** Returns the paths of the pages as a table of contents names them, sorted. */
  private static List<String> pages(Path language) throws IOException {
    try (Stream<Path> files = Files.list(language.resolve("html"))) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .map(file -> language.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList();
  }

  private static List<String> attributes(Path file, String element, String attribute)
      throws IOException, SAXException, ParserConfigurationException {
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName(element);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> ((Element) found.item(i)).getAttribute(attribute))
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
