package org.softcpt.onnx.fuse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * From image features {@code [B, D]} to each task's probabilities {@code [B, C_t]}, by any kind of
 * head; what {@code org.softcpt.runtime.ClassifierHead} reckons in double precision. Constant
 * factors go into the weights, in double precision: the logit scale, α and β.
 */
final class HeadGraph {

  private final GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
  private final Ops ops = new Ops(builder);
  private final HeadKind kind;
  private final HeadWeights weights;
  private final double scale;
  private final int width;
  private final Value features; // [B, D]
  private final Value unitFeatures; // [B, D]; left out of the graph where nothing reads it

  private HeadGraph(HeadKind kind, HeadWeights weights, double scale) {
    this.kind = kind;
    this.weights = weights;
    this.scale = scale;
    this.width = weights.width();
    this.features = builder.input(FusedClassifier.FEATURES, builder.real(), Shape.of("B", width));
    builder.scope(FusedClassifier.HEAD_SCOPE);
    this.unitFeatures = unit(features);
  }

  /**
   * Builds the graph.
   *
   * @param kind how logits are made
   * @param weights with the tensors of this kind
   * @param logitScale CLIP's learned log temperature
   * @return a graph with one output per task, named by its id
   * @throws IllegalArgumentException if a tensor is missing or does not fit; the message names it
   */
  static Graph of(HeadKind kind, HeadWeights weights, double logitScale) {
    HeadGraph head = new HeadGraph(kind, weights, Math.exp(logitScale));
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (int task = 0; task < weights.tasks().size(); task++) {
      outputs.put(weights.tasks().get(task).id(), head.ops.softmax(head.logits(task)));
    }
    return head.builder.finish("head", outputs);
  }

  private Value logits(int task) {
    return switch (kind) {
      case COSINE -> cosine(unitFeatures, weights.rows(BundleManifest.TEXT_FEATURES, task));
      case LINEAR -> linear(features, task);
      case UNIT_LINEAR -> linear(unitFeatures, task);
      case CACHE -> ops.add(cosine(unitFeatures, text(task)), votes(task));
      case ADAPTER -> cosine(unit(adapted(task)), text(task));
    };
  }

  private double[] text(int task) {
    return weights.own(task, BundleManifest.TEXT_FEATURES, classes(task), width);
  }

  private int classes(int task) {
    return weights.tasks().get(task).classes().size();
  }

  private Value unit(Value rows) {
    Value squares = ops.reduceSum(ops.mul(rows, rows), true, -1);
    return ops.div(rows, ops.apply(Operator.SQRT, squares));
  }

  /** scale · cosine of unit rows {@code [B, D]} and texts of any length {@code [C_t, D]}. */
  private Value cosine(Value unitRows, double[] texts) {
    for (int start = 0; start < texts.length; start += width) {
      double factor = scale / length(texts, start);
      for (int i = start; i < start + width; i++) {
        texts[i] *= factor;
      }
    }
    return ops.linear(unitRows, matrix(texts, width), null);
  }

  private double length(double[] texts, int start) {
    double squares = 0;
    for (int i = start; i < start + width; i++) {
      squares += texts[i] * texts[i];
    }
    if (squares == 0) {
      throw new IllegalArgumentException("text features: row %d is zero".formatted(start / width));
    }
    return Math.sqrt(squares);
  }

  private Value linear(Value rows, int task) {
    double[] bias = weights.elements(BundleManifest.BIAS, task);
    Value matrix = matrix(weights.rows(BundleManifest.WEIGHTS, task), width);
    return ops.linear(rows, matrix, builder.reals(new long[] {bias.length}, bias));
  }

  /** Per class the sum of α · exp(-β · (1 - f · k)) over its remembered images k. */
  private Value votes(int task) {
    int images = weights.length(task, "keys");
    double beta = weights.scalar(task, "beta");
    double[] keys = weights.own(task, "keys", images, width);
    Value sharpened = matrix(times(beta, keys), width);
    Value closeness =
        ops.apply(
            Operator.EXP,
            ops.linear(unitFeatures, sharpened, builder.reals(new long[] {1}, -beta)));
    Value alpha = builder.real(weights.scalar(task, "alpha"));
    return ops.mul(ops.matMul(closeness, membership(task, images)), alpha);
  }

  /** {@code [n, C_t]}: 1 where an image is of a class. Not stored: it would outgrow the keys. */
  private Value membership(int task, int images) {
    int classes = classes(task);
    long[] labels = labels(task, images, classes);
    Value column = ops.reshape(builder.integers(labels), Shape.of(images, 1));
    Value row = builder.integers(LongStream.range(0, classes).toArray());
    return ops.cast(ops.equal(column, row), builder.real());
  }

  private long[] labels(int task, int images, int classes) {
    double[] values = weights.own(task, "labels", images);
    long[] labels = Arrays.stream(values).mapToLong(value -> (long) value).toArray();
    for (int i = 0; i < images; i++) {
      if (labels[i] != values[i] || labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "tensor '%s': expected whole numbers from 0 to %d, found %s"
                .formatted(weights.ownName(task, "labels"), classes - 1, values[i]));
      }
    }
    return labels;
  }

  /** (1 - r) · f + r · ReLU(U · ReLU(V · f)). */
  private Value adapted(int task) {
    int hidden = weights.length(task, "down");
    double ratio = weights.scalar(task, "ratio");
    Value down = matrix(weights.own(task, "down", hidden, width), width);
    Value up = matrix(weights.own(task, "up", width, hidden), hidden);
    Value inner = ops.apply(Operator.RELU, ops.linear(features, down, null));
    Value change = ops.apply(Operator.RELU, ops.linear(inner, up, null));
    return ops.add(
        ops.mul(features, builder.real(1 - ratio)), ops.mul(change, builder.real(ratio)));
  }

  private Value matrix(double[] values, int columns) {
    return builder.reals(new long[] {values.length / columns, columns}, values);
  }

  private static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }
}
