package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.RgbImage;

/** The Java in the documentation is Java, and that of the README does what it says. */
class DocumentedCodeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** What the documentation takes for granted; a snippet's own variables hide these. */
  private static final String FRAME =
      """
      import java.awt.image.BufferedImage;
      import java.io.*;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.concurrent.CompletableFuture;
      import org.softcpt.models.folder.BundleCopy;
      import org.softcpt.models.image.ImageLimits;
      import org.softcpt.runtime.*;
      import org.softcpt.runtime.batching.*;

      public class %s {
        static PromptClassifier classifier;
        static Path photograph;
        static byte[] upload;
        static InputStream stream;
        static BufferedImage bufferedImage;
        static List<Path> files;

        public static void run() throws Exception {
      %s
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void snippetsOfTheLibrarysPageCompile() throws IOException {
    List<String> snippets = snippets("docs/library.md");
    snippets.removeIf(snippet -> snippet.startsWith("@")); // members of the example's classes
    assertTrue(snippets.size() >= 6, "found " + snippets.size());
    compile(snippets, folder);
  }

  @Test
  void membersOnTheLibrarysPageAreTheExamples() throws IOException {
    String example = sources(ROOT.resolve("examples/spring-boot/src/main"));
    List<String> members = snippets("docs/library.md");
    members.removeIf(snippet -> !snippet.startsWith("@"));
    assertEquals(2, members.size());
    for (String member : members) {
      assertTrue(example.contains(member.indent(2)), "not in the example:\n" + member);
    }
  }

  @Test
  void theReadmesThreeLinesClassifyAnImage() throws Exception {
    Path bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
    byte[] rgb = new byte[7 * 5 * 3];
    new Random(1).nextBytes(rgb);
    Path image = Images.png(folder.resolve("image.png"), new RgbImage(7, 5, rgb));
    String snippet = snippets("README.md").get(0);
    assertEquals(3, snippet.lines().count());
    String here =
        snippet.replace("run/bundle", bundle.toString()).replace("kiwi.jpg", image.toString());
    String expected;
    try (PromptClassifier classifier = PromptClassifier.open(bundle, Graphs.CPU)) {
      List<TaskPrediction> tasks = classifier.classify(image);
      expected =
          "colour of the picture: %s\nlight of the picture: %s\n"
              .formatted(tasks.get(0).top(1).get(0).name(), tasks.get(1).top(1).get(0).name());
    }
    assertEquals(expected, output(compile(List.of(here), folder)).replace("\r\n", "\n"));
  }

  private static List<String> snippets(String page) throws IOException {
    List<String> snippets = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
    while (blocks.find()) {
      snippets.add(blocks.group(1));
    }
    return snippets;
  }

  private static String sources(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  /** Compiles each as the body of a method: of Snippet0, Snippet1 … */
  private static Path compile(List<String> snippets, Path target) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String snippet : snippets) {
      String name = "Snippet" + sources.size();
      Path source = target.resolve(name + ".java");
      sources.add(Files.writeString(source, FRAME.formatted(name, snippet)));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options = List.of("-d", target.toString(), "-classpath", classes, "-proc:none");
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      assertTrue(
          compiler.getTask(errors, files, null, options, null, units).call(), errors.toString());
    }
    return target;
  }

  private static String output(Path classes) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path)) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass("Snippet0").getMethod("run").invoke(null);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
