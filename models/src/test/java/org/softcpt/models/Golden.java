package org.softcpt.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the tests' data lie. Golden files are made by the scripts in {@code tools}. */
public final class Golden {

  private Golden() {}

  /** A file or folder under {@code src/test/resources/golden}. */
  public static Path path(String name) {
    URL url = Objects.requireNonNull(Golden.class.getResource("/golden/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** A file or folder of the shared data; the test is skipped where there is none. */
  public static Path shared(String name) {
    Path path = Path.of(System.getProperty("softcpt.shared", "shared")).resolve(name);
    assumeTrue(Files.exists(path), () -> path + " does not exist");
    return path;
  }
}
