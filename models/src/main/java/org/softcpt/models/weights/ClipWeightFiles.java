package org.softcpt.models.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.pytorch.TorchFile;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.TensorFile;

/**
 * Opens a CLIP in any of the forms that people have: a folder of Hugging Face's or OpenCLIP's, or a
 * single file of safetensors or PyTorch's. Formats of files and names of tensors are recognised by
 * content; in a folder, the names of configuration and weights are the publisher's fixed ones.
 */
public final class ClipWeightFiles {

  private static final String INDEX = ".index.json";

  /** Weights by the configuration that announces them; the first that are there are read. */
  private static final List<Map.Entry<String, List<String>>> FOLDERS =
      List.of(
          Map.entry(
              Describer.HUGGING_FACE_CONFIG,
              List.of(
                  "model.safetensors",
                  "model.safetensors" + INDEX,
                  "pytorch_model.bin",
                  "pytorch_model.bin" + INDEX)),
          Map.entry(
              Describer.OPEN_CLIP_CONFIG,
              List.of("open_clip_model.safetensors", "open_clip_pytorch_model.bin")));

  private ClipWeightFiles() {}

  /**
   * Opens weights and checks all of them: configuration, tokenizer, and that every tensor the
   * architecture needs is there in its shape, and none that would mean something else. Reads the
   * weights once, for their digest.
   *
   * @param path a file or folder
   * @param choice asked for the activation
   * @return the open weights
   * @throws InvalidInputException if it is none of the forms known, or something is missing, broken
   *     or not supported; the message names file and setting or tensor
   * @throws IOException if reading fails
   */
  public static FileClip open(Path path, ActivationChoice choice) throws IOException {
    if (!Files.exists(path)) {
      throw new InvalidInputException(path + ": no such file or folder");
    }
    Path weights = Files.isDirectory(path) ? inFolder(path) : path;
    Path named = weights == path ? path : weights.getParent();
    if (weights.toString().endsWith(INDEX)) {
      ShardedTensors shards = ShardedTensors.open(weights);
      List<Path> files = shards.files().stream().map(weights::resolveSibling).toList();
      return open(named, weights, shards, files, choice);
    }
    return open(named, weights, TensorFiles.open(weights), List.of(weights), choice);
  }

  /**
   * Whether a path looks like weights that {@link #open} would take; does not read tensors.
   *
   * @param path a file or folder
   * @return true for a folder with a configuration, a file of PyTorch's, and a safetensors file
   *     with a CLIP's names
   * @throws IOException if reading fails
   */
  public static boolean matches(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return FOLDERS.stream().anyMatch(folder -> Files.exists(path.resolve(folder.getKey())));
    }
    if (path.toString().endsWith(INDEX) || TorchFile.matches(path)) {
      return true;
    }
    if (!TensorFiles.isSafetensors(path)) {
      return false;
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return NamedFile.find(file).size() == 1;
    }
  }

  private static FileClip open(
      Path path, Path weights, TensorFile file, List<Path> files, ActivationChoice choice)
      throws IOException {
    NamedFile named = NamedFile.of(weights, file);
    Description description = new Describer(weights, choice).describe(named);
    CanonicalTensors tensors = CanonicalTensors.of(weights, named, description.config());
    String format = "%s, %s".formatted(format(file), named.naming().title());
    return new FileClip(name(path), format, description, tensors, files);
  }

  private static Path inFolder(Path folder) throws InvalidInputException {
    for (Map.Entry<String, List<String>> layout : FOLDERS) {
      Optional<Path> weights =
          layout.getValue().stream().map(folder::resolve).filter(Files::exists).findFirst();
      if (weights.isPresent() && Files.exists(folder.resolve(layout.getKey()))) {
        return weights.get();
      }
    }
    throw new InvalidInputException(
        "%s: no CLIP weights; looked for %s with one of %s, and for %s with one of %s; found %s"
            .formatted(
                folder,
                FOLDERS.get(0).getKey(),
                FOLDERS.get(0).getValue(),
                FOLDERS.get(1).getKey(),
                FOLDERS.get(1).getValue(),
                found(folder)));
  }

  private static Object found(Path folder) {
    List<String> found =
        FOLDERS.stream()
            .flatMap(
                layout -> Stream.concat(Stream.of(layout.getKey()), layout.getValue().stream()))
            .filter(name -> Files.exists(folder.resolve(name)))
            .toList();
    return found.isEmpty() ? "none of them" : found;
  }

  private static String format(TensorFile file) {
    if (file instanceof ShardedTensors shards) {
      return "%d files with an index".formatted(shards.files().size());
    }
    if (file instanceof TorchFile torch) {
      return torch.script().isPresent() ? "PyTorch script archive" : "PyTorch state_dict";
    }
    return "safetensors";
  }

  /** A folder's name, or a file's without its ending. */
  private static String name(Path path) {
    String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    int end = Files.isDirectory(path) ? -1 : name.lastIndexOf('.');
    return end > 0 ? name.substring(0, end) : name;
  }
}
