package org.softcpt.trainer.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.explain.Explanation.Word;

/**
 * Finds the tokens whose embeddings lie next to a vector, by Euclidean distance.
 *
 * <p>The exported token table is centred: the mean of each row, over its width, is subtracted,
 * because the text transformer's layer normalisations never see it. A learned vector keeps a mean
 * that means nothing; it is subtracted here, too. So distances are those between what the
 * transformer can tell apart, at most as large as those of the raw vectors.
 *
 * @param tokens by id, for people
 * @param table centred embeddings {@code [V, w]}
 */
record NearestWords(List<String> tokens, FloatTensor table) {

  /**
   * Finds the words next to each of some vectors.
   *
   * @param vectors {@code [L, w]}
   * @param count how many words per vector
   */
  List<List<Word>> of(FloatTensor vectors, int count) {
    int length = vectors.shape().get(0);
    return IntStream.range(0, length)
        .parallel()
        .mapToObj(i -> nearest(centred(vectors, i), count))
        .toList();
  }

  /** A token's id and squared distance. */
  private record Candidate(int id, double square) {}

  /** Of equally near tokens the one with the smaller id comes first. */
  private static final Comparator<Candidate> NEAREST =
      Comparator.comparingDouble(Candidate::square).thenComparingInt(Candidate::id);

  private List<Word> nearest(double[] vector, int count) {
    PriorityQueue<Candidate> best = new PriorityQueue<>(NEAREST.reversed()); // the worst on top
    for (int id = 0; id < table.shape().get(0); id++) {
      best.add(new Candidate(id, square(vector, id)));
      if (best.size() > count) {
        best.poll();
      }
    }
    List<Candidate> sorted = new ArrayList<>(best);
    sorted.sort(NEAREST);
    return sorted.stream()
        .map(each -> new Word(each.id(), tokens.get(each.id()), Math.sqrt(each.square())))
        .toList();
  }

  private double square(double[] vector, int id) {
    float[] values = table.values();
    double sum = 0;
    for (int i = 0, from = id * vector.length; i < vector.length; i++) {
      double difference = vector[i] - values[from + i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] centred(FloatTensor vectors, int index) {
    int width = vectors.shape().get(1);
    double mean =
        IntStream.range(0, width)
            .mapToDouble(i -> vectors.values()[index * width + i])
            .average()
            .orElseThrow();
    return IntStream.range(0, width)
        .mapToDouble(i -> vectors.values()[index * width + i] - mean)
        .toArray();
  }
}
