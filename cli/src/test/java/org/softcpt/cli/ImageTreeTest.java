package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images a folder has, and in which order. */
class ImageTreeTest {

  @TempDir private Path folder;

  @Test
  void imagesOfAllSubFoldersInTheOrderOfNames() throws IOException {
    touch("b/2.png", "b/10.JPG", "a.gif", "c/d/e/x.webp", "b/notes.txt", "z.tiff", "c/jpg", "q.");
    assertEquals(List.of("a.gif", "b/10.JPG", "b/2.png", "c/d/e/x.webp", "z.tiff"), list(folder));
    assertEquals(5, ImageTree.count(List.of(folder)));
  }

  @Test
  void hiddenFilesAndFoldersArePassedOver() throws IOException {
    touch("a.png", "._a.png", ".cache/b.png");
    assertEquals(List.of("a.png"), list(folder));
  }

  @Test
  void aNamedFileIsTakenWhateverItsName() throws IOException {
    touch("notes.txt", ".hidden", "sub/a.png");
    List<Path> operands =
        List.of(folder.resolve("notes.txt"), folder.resolve(".hidden"), folder.resolve("gone"));
    assertEquals(List.of("notes.txt", ".hidden", "gone"), list(operands.toArray(Path[]::new)));
  }

  @Test
  void operandsKeepTheirOrder() throws IOException {
    touch("b/1.png", "a/1.png");
    assertEquals(
        List.of("b/1.png", "a/1.png", "b/1.png"),
        list(folder.resolve("b"), folder.resolve("a"), folder.resolve("b")));
  }

  @Test
  void aFolderThatIsNamedLikeAnImageIsAFolder() throws IOException {
    touch("album.jpg/1.png");
    assertEquals(List.of("album.jpg/1.png"), list(folder));
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    touch("a/1.png", "elsewhere/2.png");
    Files.createSymbolicLink(folder.resolve("a/again"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("elsewhere/self"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("a/missing.png"), folder.resolve("nowhere"));
    assertEquals(
        List.of("a/1.png", "a/again/2.png", "a/missing.png", "elsewhere/2.png"), list(folder));
  }

  @Test
  void aFolderThatCannotBeReadStandsForItsImages() throws IOException {
    touch("a/1.png", "locked/2.png", "z.png");
    Path locked = folder.resolve("locked");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(locked), "root reads everything");
      assertEquals(List.of("a/1.png", "locked", "z.png"), list(folder));
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<String> list(Path... operands) {
    List<String> names = new ArrayList<>();
    ImageTree tree = new ImageTree(List.of(operands));
    while (tree.hasNext()) {
      Path path = tree.next().path();
      assertTrue(path.startsWith(folder), path.toString());
      names.add(folder.relativize(path).toString());
    }
    return names;
  }
}
