package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.onnx.graph.Dim;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * CLIP's attention pooling: the grid's mean asks, the mean and all places answer.
 *
 * <p>There is one query, so keys and values are never formed. A head's score is qᵀ(K·x) = (Kᵀq)ᵀx:
 * the key's matrix goes to the query's side, its bias adds the same to all scores and drops out of
 * the softmax. The weights sum to one, so the value's matrix is applied to the weighted mean of the
 * places, and its bias goes through the last map. Of 2·T·C² multiplications 2·C² are left.
 */
final class AttentionPool {

  private static final Dim IMAGES = new Dim.Symbol("B");
  private static final Dim ROWS = new Dim.Symbol("B*T");

  private final Ops ops;
  private final GraphBuilder builder;
  private final Layers layers;
  private final int tokens; // T
  private final int width; // C
  private final int heads; // h
  private final int embedDim; // D

  AttentionPool(Ops ops, ModifiedResNet config, int embedDim) {
    this.ops = ops;
    this.builder = ops.builder();
    this.layers = new Layers(ops);
    this.tokens = config.tokens();
    this.width = config.pooledWidth();
    this.heads = config.heads();
    this.embedDim = embedDim;
  }

  /** From the last grid [B, C, side, side] to features [B, D]. */
  Value features(Value grid) {
    Value columns = columns(grid); // [B, C, T]
    Value scores = ops.matMul(questions(columns), columns); // [B, h, T]
    Value means = ops.matMul(ops.softmax(scores), ops.transposeLast(columns)); // [B, h, C]
    return answers(means, IMAGES);
  }

  /** The same with every place asking too, after the mean: [B, T*D]. */
  Value localFeatures(Value grid) {
    Value columns = columns(grid); // [B, C, T]
    Value places = ops.transposeLast(columns); // [B, T, C]
    Value asking = questions(ops.reshape(places, Shape.of(ROWS, width)), ROWS); // [B*T, h, C]
    long questions = (long) tokens * heads;
    Value scores =
        ops.matMul(ops.reshape(asking, Shape.of(IMAGES, questions, width)), columns); // [B, T*h, T]
    Value means = ops.matMul(ops.softmax(scores), places); // [B, T*h, C]
    Value features = answers(ops.reshape(means, Shape.of(ROWS, heads, width)), ROWS); // [B*T, D]
    return ops.reshape(features, Shape.of(IMAGES, (long) tokens * embedDim));
  }

  /** From every head's weighted mean of the places [R, h, C] to features [R, D]. */
  private Value answers(Value means, Dim rows) {
    Value values = perHead(means, ResNetWeights.POOL_VALUE, width, width / heads); // [R, h, C/h]
    Value joined = ops.reshape(values, Shape.of(rows, width));
    return layers.linear(joined, ResNetWeights.POOL_OUT, embedDim);
  }

  /** The mean and every place, with their positions. */
  private Value columns(Value grid) {
    Value places = ops.reshape(grid, Shape.of(IMAGES, width, tokens - 1));
    Value all = ops.concat(2, new Dim.Fixed(tokens), ops.reduceMean(places, true, -1), places);
    return ops.add(all, builder.weight(ResNetWeights.POOL_POSITIONS, 1, width, tokens));
  }

  /** Every head's query, seen from the places' side: Kᵀq, [B, h, C]. */
  private Value questions(Value columns) {
    List<Value> parts = ops.split(columns, 2, new Dim.Fixed(1), new Dim.Fixed(tokens - 1L));
    return questions(ops.reshape(parts.get(0), Shape.of(IMAGES, width)), IMAGES);
  }

  /** The same of any rows [R, C]: [R, h, C]. */
  private Value questions(Value asking, Dim rows) {
    Value query = layers.linear(asking, ResNetWeights.POOL_QUERY, width);
    Value byHead = ops.reshape(query, Shape.of(rows, heads, width / heads));
    return perHead(byHead, ResNetWeights.POOL_KEY, width / heads, width);
  }

  /** Every head's rows [R, h, inputs] times its own matrix of {@code name} [h, inputs, outputs]. */
  private Value perHead(Value rows, String name, long inputs, long outputs) {
    Value matrices = builder.weight(name, heads, inputs, outputs);
    return ops.transpose(ops.matMul(ops.transpose(rows, 1, 0, 2), matrices), 1, 0, 2);
  }
}
