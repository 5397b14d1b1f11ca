package org.softcpt.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.softcpt.models.folder.BundleFiles;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.SharedEncoder;
import org.softcpt.models.io.InvalidInputException;

/**
 * A bundle's files where nobody else writes. The native runtime maps weights into memory: a file
 * that is overwritten in place would change the answers of the version that uses it, and one that
 * is cut short would kill the process. What is checked here is what is used.
 */
final class PrivateCopy implements AutoCloseable {

  private static final Set<String> ENCODER =
      Set.of(ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS);

  /** Names the process: what it left behind when it was killed can be told from what is used. */
  private static final String PREFIX =
      "softcpt-bundle-%d-".formatted(ProcessHandle.current().pid());

  /** No name of an encoder's folder, which may be copied beside it, begins like this. */
  private static final String BUNDLE = ".bundle";

  private final Path root;
  private final Path folder;
  private final Set<String> names = new HashSet<>();

  private PrivateCopy(Path root) {
    this.root = root;
    this.folder = root.resolve(BUNDLE);
  }

  /**
   * Copies a bundle.
   *
   * @param bundle its folder, which may change meanwhile: digests are checked by who opens the copy
   * @param running digest of an encoder that runs already; if it is the bundle's, the encoder's
   *     files are not copied, only checked where they are
   * @return the copy; closing deletes it
   * @throws InvalidInputException if a file is missing, or one that is not copied is damaged
   * @throws IOException if copying fails
   */
  static PrivateCopy of(Path bundle, Optional<String> running) throws IOException {
    PrivateCopy copy = new PrivateCopy(Files.createTempDirectory(PREFIX));
    try {
      copy.fill(bundle, running);
      return copy;
    } catch (InvalidInputException e) {
      copy.close();
      throw copy.named(bundle, e);
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  Path folder() {
    return folder;
  }

  /** A complaint about a file of the copy, which is gone by then, as one about the bundle's. */
  InvalidInputException named(Path bundle, InvalidInputException complaint) {
    String message = complaint.getMessage().replace(folder.toString(), bundle.toString());
    return new InvalidInputException(message, complaint);
  }

  /** What was copied, without the manifest. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  private void fill(Path bundle, Optional<String> running) throws IOException {
    copy(bundle.resolve(BundleManifest.FILE), folder.resolve(BundleManifest.FILE));
    BundleManifest manifest = BundleManifest.read(folder);
    BundleFiles originals = BundleFiles.open(bundle);
    boolean known = running.equals(Optional.of(manifest.imageEncoderSha256()));
    fill(manifest.files(), originals, folder, known);
    SharedEncoder shared = manifest.sharedEncoder();
    if (shared != null) {
      fill(shared.files(), originals, folder.resolve(shared.folder()).normalize(), known);
    }
  }

  private void fill(FileDigests files, BundleFiles originals, Path target, boolean known)
      throws IOException {
    for (String name : files.sha256().keySet()) {
      Path source = originals.with(name).folder();
      if (known && ENCODER.contains(name)) {
        files.verify(source, name);
      } else {
        copy(source.resolve(name), target.resolve(name));
        names.add(name);
      }
    }
  }

  private static void copy(Path original, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      Files.copy(original, target);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(original + ": no such file", e);
    }
  }

  /** Deletes the copy. What is mapped stays readable; Windows keeps such a file on the disk. */
  @Override
  public void close() {
    if (!Files.exists(root)) {
      return; // closed before
    }
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      root.toFile().deleteOnExit(); // a file still mapped on Windows; nothing is wrong with it
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
