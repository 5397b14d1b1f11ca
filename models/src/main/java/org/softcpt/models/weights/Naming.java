package org.softcpt.models.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.weights.SourceTensor.Part;

/** The ways to name a CLIP's tensors: from the names of {@link ClipTensors} to a file's own. */
enum Naming {
  /** transformers' {@code CLIPModel}. */
  HUGGING_FACE("Hugging Face's names", "text_model.embeddings.token_embedding.weight", ""),
  /** OpenAI's code, and OpenCLIP's {@code CLIP}, which follows it. */
  OPENAI("OpenAI's names", "token_embedding.weight", ""),
  /** OpenCLIP's {@code CustomTextCLIP}: the text tower is a part of its own. */
  CUSTOM_TEXT("OpenCLIP's names with a text tower apart", "text.token_embedding.weight", "text.");

  private static final Map<String, String> IN_A_BLOCK = new LinkedHashMap<>();
  private static final Map<String, String> OF_A_TOWER = new LinkedHashMap<>();

  static {
    IN_A_BLOCK.put("layer_norm1.", "ln_1.");
    IN_A_BLOCK.put("layer_norm2.", "ln_2.");
    IN_A_BLOCK.put("mlp.fc1.", "mlp.c_fc.");
    IN_A_BLOCK.put("mlp.fc2.", "mlp.c_proj.");
    IN_A_BLOCK.put("self_attn.out_proj.", "attn.out_proj.");
    OF_A_TOWER.put("embeddings.token_embedding.", "token_embedding.");
    OF_A_TOWER.put("embeddings.position_embedding.weight", "positional_embedding");
    OF_A_TOWER.put("embeddings.class_embedding", "class_embedding");
    OF_A_TOWER.put("embeddings.patch_embedding.", "conv1.");
    OF_A_TOWER.put("pre_layrnorm.", "ln_pre.");
    OF_A_TOWER.put("post_layernorm.", "ln_post.");
    OF_A_TOWER.put("final_layer_norm.", "ln_final.");
  }

  private static final String TEXT = "text_model.";
  private static final String VISION = "vision_model.";
  private static final String BLOCKS = "encoder.layers.";

  private final String title;
  private final String sign;
  private final String textPrefix;

  Naming(String title, String sign, String textPrefix) {
    this.title = title;
    this.sign = sign;
    this.textPrefix = textPrefix;
  }

  /** What to call it. */
  String title() {
    return title;
  }

  /** A tensor that every text tower has, by its name here. */
  String sign() {
    return sign;
  }

  /** Where a tensor of {@link ClipTensors} is found. */
  SourceTensor source(String canonical) {
    if (this == HUGGING_FACE) {
      return new SourceTensor(canonical, Part.WHOLE);
    }
    if (canonical.equals("text_projection.weight")) {
      return new SourceTensor(textPrefix + "text_projection", Part.TRANSPOSED);
    }
    if (canonical.equals("visual_projection.weight")) {
      return new SourceTensor("visual.proj", Part.TRANSPOSED);
    }
    if (canonical.startsWith(TEXT)) {
      return inTower(textPrefix, canonical.substring(TEXT.length()));
    }
    if (canonical.startsWith(VISION)) {
      return inTower("visual.", canonical.substring(VISION.length()));
    }
    return new SourceTensor(canonical, Part.WHOLE); // the scale, and a residual tower
  }

  private static SourceTensor inTower(String prefix, String name) {
    if (!name.startsWith(BLOCKS)) {
      return new SourceTensor(prefix + replaced(name, OF_A_TOWER), Part.WHOLE);
    }
    int end = name.indexOf('.', BLOCKS.length()) + 1;
    String block = prefix + "transformer.resblocks." + name.substring(BLOCKS.length(), end);
    String rest = name.substring(end);
    for (Part part : Part.THIRDS) {
      if (rest.startsWith("self_attn." + part.projection() + ".")) { // .weight, .bias
        String kind = rest.substring(rest.lastIndexOf('.') + 1);
        return new SourceTensor(block + "attn.in_proj_" + kind, part);
      }
    }
    return new SourceTensor(block + replaced(rest, IN_A_BLOCK), Part.WHOLE);
  }

  private static String replaced(String name, Map<String, String> starts) {
    for (Map.Entry<String, String> start : starts.entrySet()) {
      if (name.startsWith(start.getKey())) {
        return start.getValue() + name.substring(start.getKey().length());
      }
    }
    throw new IllegalArgumentException("no CLIP has a tensor '...%s'".formatted(name));
  }
}
