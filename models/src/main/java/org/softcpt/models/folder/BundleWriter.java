package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;

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
   * @param textFeatures {@code [C, D]}, finite, any length but zero; stored as unit rows
   * @param provenance what the bundle was made from, for people
   * @throws IOException if writing fails; what was there before stays
   * @throws IllegalArgumentException if the rows are not as many as the tasks' classes, or one has
   *     no direction
   */
  public void write(
      Path bundle,
      List<BundleManifest.Task> tasks,
      FloatTensor textFeatures,
      Map<String, String> provenance)
      throws IOException {
    write(bundle, tasks, textFeatures, provenance, Optional.empty());
  }

  /**
   * The same with what is needed to write text features for other tasks: the meta network, the text
   * encoder and the tokenizer.
   *
   * @param bundle the folder to make
   * @param tasks at least one
   * @param textFeatures {@code [C, D]}, finite, any length but zero; stored as unit rows
   * @param provenance what the bundle was made from, for people
   * @param network what was trained; empty for a bundle that answers its own tasks only
   * @throws IOException if writing fails; what was there before stays
   * @throws IllegalArgumentException if the rows are not as many as the tasks' classes, or one has
   *     no direction
   */
  public void write(
      Path bundle,
      List<BundleManifest.Task> tasks,
      FloatTensor textFeatures,
      Map<String, String> provenance,
      Optional<MetaNetwork> network)
      throws IOException {
    requireRows(tasks, textFeatures);
    FloatTensor units = unitRows(textFeatures);
    AtomicFolder.write(bundle, folder -> fill(folder, tasks, units, provenance, network));
  }

  private void fill(
      Path folder,
      List<BundleManifest.Task> tasks,
      FloatTensor textFeatures,
      Map<String, String> provenance,
      Optional<MetaNetwork> network)
      throws IOException {
    Path heads = folder.resolve(BundleManifest.HEADS);
    new SafetensorsWriter().add(BundleManifest.TEXT_FEATURES, textFeatures).write(heads);
    Map<String, String> digests = new TreeMap<>();
    digests.put(BundleManifest.HEADS, Sha256.of(heads));
    link(List.of(ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS), folder, digests);
    if (network.isPresent()) {
      Path file = folder.resolve(BundleManifest.META_NETWORK);
      network.get().write(file);
      digests.put(BundleManifest.META_NETWORK, Sha256.of(file));
      link(BundleManifest.META_NETWORK_MODEL_FILES, folder, digests);
    }
    new BundleManifest(
            tasks,
            model.logitScale(),
            model.preprocessing(),
            model.imageEncoderDigest(),
            provenance,
            new FileDigests(digests),
            network.isPresent() ? entry() : null)
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

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(from, to); // another file system, or one without links
    }
  }

  private static void requireRows(List<BundleManifest.Task> tasks, FloatTensor textFeatures) {
    int classes = tasks.stream().mapToInt(task -> task.classes().size()).sum();
    List<Integer> shape = textFeatures.shape();
    if (shape.size() != 2 || shape.get(0) != classes || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "text features: expected shape [%d, D] for as many classes, found %s"
              .formatted(classes, shape));
    }
  }

  private static FloatTensor unitRows(FloatTensor features) {
    int width = features.shape().get(1);
    float[] units = new float[features.values().length];
    for (int start = 0; start < units.length; start += width) {
      double norm = norm(features.values(), start, width);
      for (int i = start; i < start + width; i++) {
        units[i] = (float) (features.values()[i] / norm);
      }
    }
    return new FloatTensor(features.shape(), units);
  }

  private static double norm(float[] values, int start, int width) {
    double squares = 0;
    for (int i = start; i < start + width; i++) {
      squares += (double) values[i] * values[i];
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) { // NaN too
      throw new IllegalArgumentException(
          "text feature of class %d: expected finite values, not all zero"
              .formatted(start / width));
    }
    return Math.sqrt(squares);
  }
}
