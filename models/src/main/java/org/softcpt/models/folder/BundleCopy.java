package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/**
 * Copies bundles: with the encoder inside, or with one that lies beside the copy and serves other
 * bundles too. Files are hard links where the file system allows it, and checked on the way.
 *
 * @param bundle what is copied
 */
public record BundleCopy(Path bundle) {

  /**
   * Makes a bundle that needs nothing beside it.
   *
   * @param target the folder to make or replace
   * @throws InvalidInputException if the bundle is damaged
   * @throws IOException if reading or writing fails; what was there stays
   */
  public void whole(Path target) throws IOException {
    BundleFiles files = BundleFiles.open(bundle);
    FileDigests all = all(files.manifest());
    AtomicFolder.write(
        target,
        folder -> {
          link(files, all.sha256().keySet(), folder);
          manifest(files.manifest(), all, null).write(folder);
        });
  }

  /**
   * Makes a bundle that holds its heads only and names the encoder's folder. That is made from the
   * bundle's own encoder if it is missing, and can be an exported model's.
   *
   * @param encoder the encoder's folder, in or under the folder that the target is in
   * @param target the folder to make or replace
   * @throws InvalidInputException if the bundle is damaged, the folder has another encoder or is
   *     not beside the target
   * @throws IOException if reading or writing fails; what was there stays
   */
  public void withSharedEncoder(Path encoder, Path target) throws IOException {
    BundleFiles files = BundleFiles.open(bundle);
    Map<String, String> own = new TreeMap<>(all(files.manifest()).sha256());
    Map<String, String> shared = new TreeMap<>(own);
    own.keySet().removeIf(BundleCopy::isEncoder);
    shared.keySet().removeAll(own.keySet());
    SharedEncoder reference = new SharedEncoder(path(encoder, target), new FileDigests(shared));
    if (!Files.exists(encoder)) {
      AtomicFolder.write(encoder, folder -> link(files, shared.keySet(), folder));
    }
    requireSame(encoder, reference.files(), target);
    AtomicFolder.write(
        target,
        folder -> {
          link(files, own.keySet(), folder);
          manifest(files.manifest(), new FileDigests(own), reference).write(folder);
        });
  }

  private void requireSame(Path encoder, FileDigests files, Path target) throws IOException {
    for (String name : files.sha256().keySet()) {
      BundleFiles.requireInside(target.toAbsolutePath().getParent(), encoder.resolve(name));
    }
    try {
      files.verify(encoder);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "%s: not the encoder of %s: %s".formatted(encoder, bundle, e.getMessage()), e);
    }
  }

  private static boolean isEncoder(String name) {
    return name.equals(ModelManifest.IMAGE_ENCODER)
        || name.equals(ModelManifest.IMAGE_WEIGHTS)
        || BundleManifest.META_NETWORK_MODEL_FILES.contains(name);
  }

  private static FileDigests all(BundleManifest manifest) {
    Map<String, String> all = new TreeMap<>(manifest.files().sha256());
    SharedEncoder encoder = manifest.sharedEncoder();
    if (encoder != null) {
      all.putAll(encoder.files().sha256());
    }
    return new FileDigests(all);
  }

  private static void link(BundleFiles files, Collection<String> names, Path folder)
      throws IOException {
    for (String name : names) {
      Path target = folder.resolve(name);
      Files.createDirectories(target.getParent());
      BundleWriter.linkOrCopy(files.file(name).toRealPath(), target);
    }
  }

  private static BundleManifest manifest(
      BundleManifest manifest, FileDigests files, @Nullable SharedEncoder encoder) {
    return new BundleManifest(
        manifest.tasks(),
        manifest.head(),
        manifest.logitScale(),
        manifest.preprocessing(),
        manifest.imageEncoderSha256(),
        manifest.provenance(),
        files,
        manifest.metaNetwork(),
        encoder);
  }

  private static String path(Path encoder, Path target) throws InvalidInputException {
    Path from = target.toAbsolutePath().normalize();
    Path to = encoder.toAbsolutePath().normalize();
    if (from.getParent() == null || !to.startsWith(from.getParent()) || to.startsWith(from)) {
      throw new InvalidInputException(
          "%s: expected the shared encoder beside the bundle, under %s"
              .formatted(encoder, from.getParent()));
    }
    return from.relativize(to).toString().replace('\\', '/');
  }
}
