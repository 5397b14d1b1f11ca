package org.softcpt.models.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.TensorFile;
import org.softcpt.models.tokenizer.ClipTokenizer;

/** A CLIP from files, whatever their format; checked as a whole when opened. */
public final class FileClip implements ClipWeights {

  private final String name;
  private final String format;
  private final Description description;
  private final TensorFile tensors;
  private final Map<String, String> digests = new TreeMap<>();

  /** Digests the files, which is the only slow step: everything else must be checked before. */
  FileClip(
      String name, String format, Description description, TensorFile tensors, List<Path> files)
      throws IOException {
    this.name = name;
    this.format = format;
    this.description = description;
    this.tensors = tensors;
    for (Path file : files) {
      digests.put(file.getFileName().toString(), Sha256.of(file));
    }
  }

  /**
   * What kind of files it came from.
   *
   * @return a phrase, e.g. {@code "PyTorch script archive, OpenAI's names"}
   */
  public String format() {
    return format;
  }

  /**
   * Digests of the files that hold tensors.
   *
   * @return SHA-256 by file name, in alphabetical order; unmodifiable
   */
  public Map<String, String> digests() {
    return Collections.unmodifiableMap(digests);
  }

  /**
   * Whether the files say the activation.
   *
   * @return false if it had to be given
   */
  public boolean isActivationStated() {
    return description.activationStated();
  }

  /**
   * What had to be taken for granted, because the files do not say it.
   *
   * @return sentences for the user; mostly none
   */
  public List<String> assumptions() {
    return description.assumptions();
  }

  @Override
  public ClipConfig config() {
    return description.config();
  }

  @Override
  public Preprocessing preprocessing() {
    return description.preprocessing();
  }

  @Override
  public TensorFile tensors() {
    return tensors;
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * The digest of the file of weights; of several, that of their digests joined by {@code +} in the
   * order of their names.
   */
  @Override
  public String sha256() {
    return digests.size() == 1
        ? digests.values().iterator().next()
        : Sha256.of(String.join("+", digests.values()));
  }

  @Override
  public Optional<ClipTokenizer> tokenizer() {
    return description.tokenizer();
  }

  @Override
  public void close() {
    tensors.close();
  }
}
