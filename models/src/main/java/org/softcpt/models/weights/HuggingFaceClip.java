package org.softcpt.models.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.TensorInfo;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * A {@code CLIPModel} as Hugging Face's transformers saves it: {@code config.json}, {@code
 * model.safetensors}, {@code preprocessor_config.json} and the tokenizer's files in one folder.
 */
public final class HuggingFaceClip implements ClipWeights {

  private static final String WEIGHTS = "model.safetensors";
  private static final List<DType> FLOATS = List.of(DType.F32, DType.F16, DType.BF16);

  private final String name;
  private final ClipConfig config;
  private final Preprocessing preprocessing;
  private final ClipTokenizer tokenizer;
  private final SafetensorsFile tensors;
  private final String sha256;

  private HuggingFaceClip(Path folder) throws IOException {
    name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    tokenizer = ClipTokenizer.open(folder);
    config = ConfigFile.read(folder.resolve("config.json"), tokenizer);
    preprocessing =
        PreprocessorFile.read(
            folder.resolve("preprocessor_config.json"), config.vision().imageSize());
    Path weights = weights(folder);
    tensors = SafetensorsFile.open(weights);
    check(weights);
    sha256 = Sha256.of(weights); // last: the only slow step
  }

  /**
   * Opens a folder and checks all of it: settings, tokenizer, and that every tensor the
   * architecture needs is there, in its shape. Reads the weights once, for their digest.
   *
   * @param folder the folder
   * @return the open weights
   * @throws InvalidInputException if something is missing, broken or not supported; the message
   *     names file and setting or tensor
   * @throws IOException if reading fails
   */
  public static HuggingFaceClip open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(folder + ": no such folder");
    }
    return new HuggingFaceClip(folder);
  }

  @Override
  public ClipConfig config() {
    return config;
  }

  @Override
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  @Override
  public TensorSource tensors() {
    return tensors;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Optional<ClipTokenizer> tokenizer() {
    return Optional.of(tokenizer);
  }

  @Override
  public void close() {
    tensors.close();
  }

  private static Path weights(Path folder) throws InvalidInputException {
    Path weights = folder.resolve(WEIGHTS);
    for (String other : List.of("model.safetensors.index.json", "pytorch_model.bin")) {
      if (!Files.exists(weights) && Files.exists(folder.resolve(other))) {
        throw new InvalidInputException(
            "%s: expected one file %s, found %s: save the model anew as one safetensors file"
                .formatted(folder, WEIGHTS, other));
      }
    }
    return weights;
  }

  private void check(Path weights) throws InvalidInputException {
    Map<String, List<Integer>> shapes = ClipTensors.shapes(config);
    List<String> missing =
        shapes.keySet().stream().filter(tensor -> !tensors.names().contains(tensor)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "%s: tensor '%s' is missing (%d of the %d needed are)"
              .formatted(weights, missing.get(0), missing.size(), shapes.size()));
    }
    for (Map.Entry<String, List<Integer>> needed : shapes.entrySet()) {
      TensorInfo found = tensors.tensors().get(needed.getKey());
      if (!found.shape().equals(needed.getValue()) || !FLOATS.contains(found.dtype())) {
        throw new InvalidInputException(
            "%s: tensor '%s' must be %s of %s, is %s of %s"
                .formatted(
                    weights,
                    needed.getKey(),
                    needed.getValue(),
                    FLOATS,
                    found.shape(),
                    found.dtype()));
      }
    }
  }
}
