package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents at the root name only what exists. */
class DocumentationTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern CLASS = Pattern.compile("`(org\\.softcpt(?:\\.\\w+)*\\.[A-Z]\\w*)`");
  private static final Pattern PACKAGE = Pattern.compile("`(org\\.softcpt(?:\\.[a-z]\\w*)+)`");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z][a-z-]*)");
  private static final Pattern COMMAND = Pattern.compile("\\./softcpt ([a-z]+)");
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
  void classesAndPackagesExist(String document) throws IOException {
    String text = text(document);
    Set<String> missing = matches(CLASS, text);
    missing.removeIf(DocumentationTest::classExists);
    Set<String> packages = matches(PACKAGE, text);
    packages.removeIf(name -> classExists(name + ".package-info"));
    missing.addAll(packages);
    assertEquals(Set.of(), missing, document + " names what does not exist");
  }

  @Test
  void architectureSaysWhichFiveClassesToReadFirst() throws IOException {
    String text = text("ARCHITECTURE.md");
    String section = text.substring(text.indexOf("## Start reading here"));
    int end = section.indexOf("\n## ", 1);
    assertEquals(5, matches(CLASS, section.substring(0, end)).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"})
  void linkedFilesExist(String document) throws IOException {
    Set<String> links = matches(LINK, text(document));
    links.removeIf(link -> Files.exists(ROOT.resolve(link)));
    assertEquals(Set.of(), links, document + " links to what does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md"})
  void commandsAndOptionsExist(String document) throws IOException {
    List<String> lines = text(document).lines().filter(line -> line.contains("softcpt")).toList();
    Set<String> names = Softcpt.commands().stream().map(Command::name).collect(Collectors.toSet());
    Set<String> options = new TreeSet<>(Set.of("version", "help"));
    Softcpt.commands().stream()
        .flatMap(command -> command.options().stream())
        .map(Option::getLongOpt)
        .forEach(options::add);
    for (String line : lines) {
      Set<String> unknown = matches(OPTION, line);
      unknown.removeAll(options);
      assertEquals(Set.of(), unknown, document + ": " + line);
      Set<String> commands = matches(COMMAND, line);
      commands.removeAll(names);
      commands.remove("help");
      assertEquals(Set.of(), commands, document + ": " + line);
    }
  }

  @Test
  void everyCommandIsInTheReadme() throws IOException {
    String readme = text("README.md");
    for (Command command : Softcpt.commands()) {
      assertTrue(
          readme.contains("softcpt " + command.name()),
          () -> "README.md says nothing of " + command.name());
    }
  }

  private static Set<String> matches(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean classExists(String name) {
    String file = name.replace('.', '/') + ".class";
    return DocumentationTest.class.getClassLoader().getResource(file) != null;
  }

  private static String text(String document) throws IOException {
    return Files.readString(ROOT.resolve(document));
  }
}
