package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, without a browser: complete, and nothing in them that its policy forbids. */
class WebPageTest {

  private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from \"\\./([^\"]+)\"");
  private static Path folder;

  @BeforeAll
  static void find() throws URISyntaxException {
    folder = Path.of(WebPage.class.getResource("page").toURI());
  }

  @Test
  void everyFileOfTheFolderIsServed() throws IOException {
    TreeSet<String> there = names();
    assertTrue(there.remove(WebPage.INDEX));
    assertEquals(there, new TreeSet<>(WebPage.FILES));
  }

  @Test
  void whatThePageLoadsIsServed() throws IOException {
    List<String> linked = matches(LINKED, Files.readString(folder.resolve(WebPage.INDEX)));
    assertTrue(linked.size() >= 5, linked::toString);
    linked.forEach(link -> assertTrue(WebPage.FILES.contains(link.substring(5)), link));
  }

  @Test // a script nobody imports is dead
  void everyScriptIsImported() throws IOException {
    TreeSet<String> scripts = names();
    scripts.removeIf(name -> !name.endsWith(".js") || name.equals("main.js"));
    TreeSet<String> imported = new TreeSet<>();
    for (String name : names()) {
      imported.addAll(matches(IMPORTED, Files.readString(folder.resolve(name))));
    }
    assertEquals(scripts, imported);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>", "<style", " style=", " onclick=\"", "javascript:", "@import"})
  void nothingIsInline(String inline) throws IOException {
    for (String name : names()) {
      assertFalse(Files.readString(folder.resolve(name)).contains(inline), name);
    }
  }

  @ParameterizedTest // text from a server or a file must never be read as HTML
  @ValueSource(
      strings = {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("})
  void nothingBecomesHtml(String way) throws IOException {
    for (String name : names()) {
      assertFalse(Files.readString(folder.resolve(name)).contains(way), name);
    }
  }

  @Test // also where the server stands behind another one, under a longer path
  void everyAddressIsRelative() throws IOException {
    Pattern absolute =
        Pattern.compile("(?:src=|href=|from |fetch\\(|\\(\"(?:GET|POST)\", )[\"'`]/");
    for (String name : names()) {
      assertEquals(List.of(), matches(absolute, Files.readString(folder.resolve(name))), name);
    }
  }

  private static TreeSet<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(Math.min(1, match.groupCount())))
        .toList();
  }
}
