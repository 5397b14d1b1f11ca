package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.HeadKind;

/** {@code softcpt bundle}: copies that answer alike, and what is refused. */
class BundleCommandTest {

  @TempDir private static Path root;
  private static Path run;
  private static Path image;

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws IOException {
    FusedBundles bundles = FusedBundles.export(root);
    run = Files.createDirectories(root.resolve("run"));
    bundles.bundle(run.resolve("bundle"), HeadKind.ADAPTER);
    image = root.resolve("image.png");
    BufferedImage picture = new BufferedImage(70, 90, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(3, 4, 0xff8000);
    ImageIO.write(picture, "png", image.toFile());
  }

  @Test
  void aCopyAnswersAsTheRunsBundle() {
    Path copy = folder.resolve("copy");
    done("bundle", run, "--out", copy);
    assertEquals(answer(run.resolve("bundle")), answer(copy));
  }

  @Test
  void aCopyMayNameAnEncoderBesideIt() throws IOException {
    Path copy = folder.resolve("copy");
    Path encoder = folder.resolve("encoder");
    done("bundle", run, "--out", copy, "--shared-encoder", encoder);
    done("bundle", run, "--out", folder.resolve("second"), "--shared-encoder", encoder);
    assertFalse(Files.exists(copy.resolve("image.safetensors")));
    assertEquals(answer(run.resolve("bundle")), answer(copy));
    done("bundle", "--fuse", copy, "--out", folder.resolve("a.onnx"));
    done("bundle", "--fuse", run, "--out", folder.resolve("b.onnx"));
    byte[] fromCopy = Files.readAllBytes(folder.resolve("a.onnx"));
    assertEquals(Files.size(folder.resolve("b.onnx")), fromCopy.length);
    done("bundle", copy, "--out", folder.resolve("whole"));
    done("bundle", "--fuse", folder.resolve("whole"), "--out", folder.resolve("c.onnx"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("b.onnx")), Files.readAllBytes(folder.resolve("c.onnx")));
  }

  @Test
  void whatIsThereStaysWithoutForce() throws IOException {
    Path file = Files.writeString(folder.resolve("a.onnx"), "mine");
    refuses("exists already; --force", "bundle", "--fuse", run, "--out", file);
    refuses("is a file", "bundle", run, "--out", file);
    refuses("is a folder", "bundle", "--fuse", run, "--out", folder);
    refuses("nothing there is replaced", "bundle", run, "--out", folder, "--force");
    assertEquals("mine", Files.readString(file));
    done("bundle", "--fuse", run, "--out", file, "--force");
    assertTrue(Files.size(file) > 1_000_000);
  }

  @Test
  void wrongRequestsSayWhatIsExpected() {
    Path out = folder.resolve("out");
    refuses("expected a run or a bundle", "bundle", root, "--out", out);
    refuses("expected one RUN", "bundle", run, run, "--out", out);
    refuses("missing --out", "bundle", run);
    refuses(
        "--fuse makes one file", "bundle", "--fuse", run, "--out", out, "--shared-encoder", folder);
    assertFalse(Files.exists(out));
  }

  private static List<String> answer(Path bundle) {
    return done("predict", "--bundle", bundle, "--json", image).out().lines().toList();
  }

  private static CommandRun done(Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(ExitCode.DONE, run.code(), run.err());
    return run;
  }

  private static void refuses(String message, Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
