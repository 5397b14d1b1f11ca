package org.softcpt.trainer.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.evaluation.RunContexts;
import org.softcpt.trainer.explain.Explanation.Context;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/**
 * The way in: reads a finished run's parameters and says what they are near to.
 *
 * @param run the run's folder
 * @param model the model, if it is no longer where the run found it
 * @param session where and with how many threads the text graphs run
 */
public record Explainer(Path run, Optional<Path> model, SessionOptions session) {

  /**
   * Explains a run.
   *
   * @param words how many words to name per vector, at least 1
   * @return related tasks, and the words next to every context
   * @throws InvalidInputException if the run is not finished, the model is missing or another one,
   *     or the method has no contexts
   * @throws IOException if reading fails
   */
  public Explanation explain(int words) throws IOException {
    RunManifest manifest = manifest();
    try (Workbench bench = bench(manifest)) {
      RunContexts contexts = RunContexts.read(run, manifest, bench);
      NearestWords nearest = nearest(bench.model());
      return new Explanation(
          manifest.settings().method(),
          relatedness(manifest, contexts).orElse(null),
          contexts.contexts().stream()
              .map(each -> new Context(each.name(), nearest.of(each.vectors(), words)))
              .toList());
    }
  }

  /**
   * Compares a run's tasks only.
   *
   * @return related tasks; empty if the method has no task features
   * @throws InvalidInputException as above
   * @throws IOException if reading fails
   */
  public Optional<Relatedness> relatedness() throws IOException {
    RunManifest manifest = manifest();
    try (Workbench bench = bench(manifest)) {
      return relatedness(manifest, RunContexts.read(run, manifest, bench));
    }
  }

  private RunManifest manifest() throws IOException {
    return RunManifest.read(new RunFolder(run));
  }

  private Workbench bench(RunManifest manifest) throws IOException {
    return Workbench.open(model.orElse(Path.of(manifest.model().path())), session);
  }

  private static NearestWords nearest(ModelFolder model) throws IOException {
    ClipTokenizer tokenizer = model.tokenizer();
    int[] all = IntStream.range(0, tokenizer.size()).toArray();
    float[] rows = model.tokenEmbeddings(all); // 100 MB of CLIP's own vocabulary at width 512
    return new NearestWords(
        tokenizer.texts(), FloatTensor.of(rows, all.length, rows.length / all.length));
  }

  private static Optional<Relatedness> relatedness(RunManifest manifest, RunContexts contexts) {
    List<String> ids = manifest.tasks().tasks().stream().map(TaskDefinition::id).toList();
    Optional<FloatTensor> features = contexts.taskFeatures();
    return features.map(each -> Relatedness.of(ids, each));
  }
}
