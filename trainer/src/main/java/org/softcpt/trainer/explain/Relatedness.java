package org.softcpt.trainer.explain;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.softcpt.models.tensor.FloatTensor;

/**
 * How much tasks teach each other. By Proposition 1 of Ding et al., with fixed task features and a
 * linear sub-network, a step of rate η changes the context of task t by <i>-η · Σ_i ⟨d_i, d_t⟩ ·
 * G_i</i>, where G_i is the gradient of task i's loss with respect to its context.
 *
 * @param tasks their ids
 * @param innerProducts ⟨d_i, d_t⟩, {@code [T, T]}, symmetric
 * @param cosines the same of unit vectors, -1 to 1
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Relatedness(List<String> tasks, double[][] innerProducts, double[][] cosines) {

  /**
   * Multiplies every feature with every other.
   *
   * @param tasks ids
   * @param features d {@code [T, D]}, not normalised
   * @return the products
   */
  public static Relatedness of(List<String> tasks, FloatTensor features) {
    int count = tasks.size();
    double[][] products = new double[count][count];
    double[][] cosines = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < count; t++) {
        products[i][t] = dot(features, i, t);
      }
    }
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < count; t++) {
        double length = Math.sqrt(products[i][i]) * Math.sqrt(products[t][t]);
        cosines[i][t] = length == 0 ? 0 : products[i][t] / length;
      }
    }
    return new Relatedness(List.copyOf(tasks), products, cosines);
  }

  private static double dot(FloatTensor features, int i, int t) {
    int width = features.shape().get(1);
    double sum = 0;
    for (int d = 0; d < width; d++) {
      sum += (double) features.values()[i * width + d] * features.values()[t * width + d];
    }
    return sum;
  }
}
