package org.softcpt.models.weights;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.tensor.TensorShape;
import org.softcpt.models.tensor.TensorSource;

/**
 * Normally distributed weights with the deviations CLIP starts its training from, so that
 * activations keep a sane size through all layers. Gains and biases, there 1 and 0, get some noise:
 * a comparison of two implementations must not be blind to them.
 */
final class RandomTensors implements TensorSource {

  private static final double TOKEN_DEVIATION = 0.02;
  private static final double TEXT_POSITION_DEVIATION = 0.01;
  private static final double NOISE = 0.05;
  private static final float LOGIT_SCALE = (float) Math.log(1 / 0.07);

  private final ClipConfig config;
  private final long seed;
  private final Map<String, List<Integer>> shapes;

  RandomTensors(ClipConfig config, long seed) {
    this.config = config;
    this.seed = seed;
    shapes = ClipTensors.shapes(config);
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public List<Integer> shape(String name) {
    List<Integer> shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("a CLIP has no tensor '%s'".formatted(name));
    }
    return shape;
  }

  @Override
  public float[] floats(String name) throws InvalidInputException {
    if (!shapes.containsKey(name)) {
      throw new InvalidInputException("a CLIP has no tensor '%s'".formatted(name));
    }
    if (name.equals(ClipTensors.LOGIT_SCALE)) {
      return new float[] {LOGIT_SCALE};
    }
    double mean = mean(name);
    return normal(name, mean, isGain(name) ? NOISE * mean : deviation(name));
  }

  /** java.util.Random, because its algorithm is part of its contract: equal on every JVM. */
  private float[] normal(String name, double mean, double deviation) {
    String digest = Sha256.of(seed + " " + name);
    Random random = new Random(Long.parseUnsignedLong(digest.substring(0, 16), 16));
    float[] values = new float[Math.toIntExact(TensorShape.elements(shape(name)))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  private double mean(String name) {
    if (name.matches("visual\\.layer.*\\.bn3\\.weight")) {
      return 1 / Math.sqrt(blocks()); // what a block adds: nothing is normalised in between
    }
    return isGain(name) ? 1 : 0;
  }

  private int blocks() {
    return ((ModifiedResNet) config.vision()).stages().stream().mapToInt(n -> n).sum();
  }

  private double deviation(String name) {
    if (name.endsWith(".bias") || name.endsWith("running_mean")) {
      return NOISE;
    }
    if (name.endsWith("token_embedding.weight")) {
      return TOKEN_DEVIATION;
    }
    boolean text = name.startsWith("text_");
    if (text && name.endsWith("position_embedding.weight")) {
      return TEXT_POSITION_DEVIATION;
    }
    if (!text && config.vision() instanceof ModifiedResNet) {
      double kept = name.contains("attnpool") ? 1 : 2; // He et al. 2015: ReLU halves the square
      return Math.sqrt(kept / fanIn(name));
    }
    int width = text ? config.text().width() : transformer().width();
    int layers = text ? config.text().layers() : transformer().layers();
    if (name.endsWith("out_proj.weight") || name.endsWith("fc2.weight")) {
      return 1 / Math.sqrt(2.0 * width * layers); // what a block adds to the residual stream
    }
    return 1 / Math.sqrt(name.endsWith("fc1.weight") ? 2.0 * width : width);
  }

  private VisionTransformer transformer() {
    return (VisionTransformer) config.vision();
  }

  private long fanIn(String name) {
    List<Integer> shape = shape(name);
    return Math.max(1, TensorShape.elements(shape) / Math.max(1, shape.get(0)));
  }

  private static boolean isGain(String name) {
    return name.endsWith("norm.weight")
        || name.endsWith("running_var")
        || name.matches(".*(layer_norm|bn|downsample\\.)[0-9]?\\.weight")
            && !name.endsWith("downsample.0.weight");
  }
}
