package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.softcpt.models.config.Activation;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.TensorFile;
import org.softcpt.models.tensor.TensorShape;
import org.softcpt.models.weights.ClipWeightFiles;
import org.softcpt.models.weights.FileClip;

/** A CLIP as people have it: a folder or file of Hugging Face's, OpenCLIP's or OpenAI's. */
final class WeightsKind implements Kind {

  @Override
  public String id() {
    return "clip-weights";
  }

  @Override
  public String title() {
    return "CLIP weights";
  }

  @Override
  public String sign() {
    return "CLIP weights (config.json or open_clip_config.json; a PyTorch file; CLIP's tensors)";
  }

  @Override
  public boolean matches(Path path) throws IOException {
    return ClipWeightFiles.matches(path);
  }

  /** Where the files do not say the activation, nothing else depends on it: any will do. */
  @Override
  public Facts describe(Path path) throws IOException {
    try (FileClip clip =
        ClipWeightFiles.open(path, (file, stated) -> stated.orElse(Activation.QUICK_GELU))) {
      Facts facts =
          new Facts()
              .add("name", clip.name())
              .add("format", clip.format())
              .add("weights_sha256", clip.sha256())
              .add("files", files(clip))
              .add("tensors", clip.tensors().names().size())
              .add("element_types", types(clip.tensors()))
              .add("activation", clip.isActivationStated() ? "stated" : "not stated: export asks")
              .add("architecture", architecture(clip))
              .add("preprocessing", ArchitectureFacts.of(clip.preprocessing()))
              .add("tokenizer", clip.tokenizer().map(t -> t.size() + " tokens").orElse("none"));
      return clip.assumptions().isEmpty() ? facts : facts.add("assumptions", clip.assumptions());
    }
  }

  private static Facts architecture(FileClip clip) {
    return clip.isActivationStated()
        ? ArchitectureFacts.of(clip.config())
        : ArchitectureFacts.withoutActivation(clip.config());
  }

  private static Facts files(FileClip clip) {
    Facts facts = new Facts();
    clip.digests().forEach((name, sha256) -> facts.add(name, "SHA-256 " + sha256));
    return facts;
  }

  /** Elements of each type as they lie in the files. */
  private static Facts types(TensorFile tensors) {
    Map<DType, Long> counts = new EnumMap<>(DType.class);
    for (String name : tensors.names()) {
      counts.merge(tensors.type(name), TensorShape.elements(tensors.shape(name)), Long::sum);
    }
    Facts facts = new Facts();
    counts.forEach((type, count) -> facts.add(type.name(), count));
    return facts;
  }
}
