package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsWriter;

/**
 * Writes bundles: everything inference needs, in one folder that can be moved elsewhere.
 *
 * @param modelFolder the exported model the text features belong to
 * @param model its manifest
 */
public record BundleWriter(Path modelFolder, ModelManifest model) {

  /**
   * Makes or replaces a bundle in one step. The encoder's files are hard links where the file
   * system allows it: they take no room, and a bundle copied elsewhere holds them whole.
   *
   * @param bundle the folder to make
   * @param tasks at least one
   * @param head a row per class, one task after another
   * @param provenance what the bundle was made from, for people
   * @throws IOException if writing fails; what was there before stays
   * @throws IllegalArgumentException if the rows are not as many as the tasks' classes
   */
  public void write(
      Path bundle, List<BundleManifest.Task> tasks, BundleHead head, Map<String, String> provenance)
      throws IOException {
    write(bundle, tasks, head, provenance, Optional.empty());
  }

  /**
   * The same with what is needed to write text features for other tasks: the meta network, the text
   * encoder and the tokenizer.
   *
   * @param bundle the folder to make
   * @param tasks at least one
   * @param head a row per class, one task after another
   * @param provenance what the bundle was made from, for people
   * @param network writes {@value BundleManifest#META_NETWORK}; empty for a bundle that answers its
   *     own tasks only
   * @throws IOException if writing fails; what was there before stays
   * @throws IllegalArgumentException if the rows are not as many as the tasks' classes
   */
  public void write(
      Path bundle,
      List<BundleManifest.Task> tasks,
      BundleHead head,
      Map<String, String> provenance,
      Optional<AtomicFile.Content> network)
      throws IOException {
    int classes = tasks.stream().mapToInt(task -> task.classes().size()).sum();
    if (head.rows() != classes) {
      throw new IllegalArgumentException(
          "head: expected %d rows for as many classes, found %d".formatted(classes, head.rows()));
    }
    AtomicFolder.write(bundle, folder -> fill(folder, tasks, head, provenance, network));
  }

  private void fill(
      Path folder,
      List<BundleManifest.Task> tasks,
      BundleHead head,
      Map<String, String> provenance,
      Optional<AtomicFile.Content> network)
      throws IOException {
    Path heads = folder.resolve(BundleManifest.HEADS);
    SafetensorsWriter writer = new SafetensorsWriter();
    head.sorted().forEach(writer::add);
    writer.write(heads);
    Map<String, String> digests = new TreeMap<>();
    digests.put(BundleManifest.HEADS, Sha256.of(heads));
    link(List.of(ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS), folder, digests);
    if (network.isPresent()) {
      Path file = folder.resolve(BundleManifest.META_NETWORK);
      network.get().writeTo(file);
      digests.put(BundleManifest.META_NETWORK, Sha256.of(file));
      link(BundleManifest.META_NETWORK_MODEL_FILES, folder, digests);
    }
    new BundleManifest(
            tasks,
            head.kind(),
            model.logitScale(),
            model.preprocessing(),
            model.imageEncoderDigest(),
            provenance,
            new FileDigests(digests),
            network.isPresent() ? entry() : null,
            null)
        .write(folder);
  }

  private BundleManifest.MetaNetworkEntry entry() {
    return new BundleManifest.MetaNetworkEntry(
        BundleManifest.MetaNetworkEntry.VERSION, model.architecture().text().contextLength());
  }

  private void link(List<String> names, Path folder, Map<String, String> digests)
      throws IOException {
    for (String name : names) {
      Path target = folder.resolve(name);
      Files.createDirectories(target.getParent());
      linkOrCopy(modelFolder.resolve(name), target);
      digests.put(name, model.files().of(name));
    }
  }

  /** A hard link takes no room; files of bundles and models are replaced, never changed. */
  static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(from, to); // another file system, or one without links
    }
  }
}
