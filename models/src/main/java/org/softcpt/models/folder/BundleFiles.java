package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;

/**
 * A bundle's manifest, and where the files it names are. Links are followed only as long as they
 * stay in the bundle's folder; those of a shared encoder, in the folder that holds the bundle.
 */
public final class BundleFiles {

  private final BundleManifest manifest;
  private final VerifiedFolder own;
  private final VerifiedFolder shared;

  private BundleFiles(BundleManifest manifest, VerifiedFolder own, VerifiedFolder shared) {
    this.manifest = manifest;
    this.own = own;
    this.shared = shared;
  }

  /**
   * Reads a bundle's manifest and looks where its files are; their content is checked when they are
   * asked for.
   *
   * @param bundle the folder
   * @return its manifest and files
   * @throws InvalidInputException if the manifest is missing or wrong, or a file's path leads out
   * @throws IOException if reading fails
   */
  public static BundleFiles open(Path bundle) throws IOException {
    requireInside(bundle, bundle.resolve(BundleManifest.FILE));
    BundleManifest manifest = BundleManifest.read(bundle);
    for (String name : manifest.files().sha256().keySet()) {
      requireInside(bundle, bundle.resolve(name));
    }
    VerifiedFolder own = new VerifiedFolder(bundle, manifest.files());
    SharedEncoder encoder = manifest.sharedEncoder();
    return new BundleFiles(manifest, own, encoder == null ? own : shared(bundle, encoder));
  }

  /**
   * What the bundle answers and was made from.
   *
   * @return its manifest
   */
  public BundleManifest manifest() {
    return manifest;
  }

  /**
   * The bundle itself.
   *
   * @return its folder
   */
  public Path folder() {
    return own.folder();
  }

  /**
   * The folder that a file is in: the bundle, or that of the encoder it shares.
   *
   * @param name a file that the manifest lists
   * @return hands the file out once its content was checked
   */
  public VerifiedFolder with(String name) {
    return shared.files().has(name) ? shared : own;
  }

  /**
   * A file whose content is what the manifest says.
   *
   * @param name a file that the manifest lists
   * @return its path
   * @throws InvalidInputException if it is missing or was changed
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the manifest does not list it
   */
  public Path file(String name) throws IOException {
    return with(name).file(name);
  }

  private static VerifiedFolder shared(Path bundle, SharedEncoder encoder) throws IOException {
    // The bundle's own links first: "current/../encoder" is beside what "current" leads to.
    Path real = bundle.toRealPath();
    Path folder = real.resolve(encoder.folder()).normalize();
    Path around = real.getParent() == null ? real : real.getParent();
    for (String name : encoder.files().sha256().keySet()) {
      requireInside(around, folder.resolve(name));
    }
    return new VerifiedFolder(folder, encoder.files());
  }

  /** What is missing leads nowhere; whoever reads it says so. */
  static void requireInside(Path folder, Path file) throws IOException {
    if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
      throw new InvalidInputException(
          "%s: is a link to %s, outside of %s".formatted(file, file.toRealPath(), folder));
    }
  }
}
