package org.softcpt.trainer.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Explainer} finds. As JSON it is what {@code softcpt explain --json} prints.
 *
 * @param method of the run
 * @param relatedness of the tasks; null, and absent in JSON, if the method has none
 * @param contexts the words next to them
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Explanation(
    String method,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Relatedness relatedness,
    List<Context> contexts) {

  /** Copies the list. */
  public Explanation {
    contexts = List.copyOf(contexts);
  }

  /**
   * One context.
   *
   * @param name e.g. {@code written context of flowers}
   * @param vectors the words next to each of its vectors, the nearest first
   */
  public record Context(String name, List<List<Word>> vectors) {

    /** Copies the list. */
    public Context {
      vectors = vectors.stream().map(List::copyOf).toList();
    }
  }

  /**
   * One token near a vector.
   *
   * @param id of the token
   * @param text of it; a piece that no word ends with is followed by {@code …}
   * @param distance Euclidean, after the mean of either vector was subtracted
   */
  public record Word(int id, String text, double distance) {}
}
