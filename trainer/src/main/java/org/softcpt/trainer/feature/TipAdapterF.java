package org.softcpt.trainer.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodOptions;

/**
 * Tip-Adapter-F: the keys are trained by AdamW at the starting α and β, then α and β are searched
 * on validation. The published program keeps the epoch that is best on the test images; this one
 * keeps the last.
 */
final class TipAdapterF implements FeatureMethod {

  static final List<MethodOption> OPTIONS = options();

  private static List<MethodOption> options() {
    List<MethodOption> options = new ArrayList<>();
    options.add(
        MethodOption.real("tip_adapter_alpha", 1, 0, 1000, "weight of the cache in training"));
    options.add(MethodOption.real("tip_adapter_beta", 5.5, 0, 1000, "sharpness in training"));
    options.add(MethodOption.real("tip_adapter_rate", 1e-3, 0, 100, "peak learning rate of AdamW"));
    options.add(MethodOption.integer("tip_adapter_epochs", 20, 1, "passes over the images"));
    options.add(MethodOption.integer("tip_adapter_batch", 256, 1, "images per step"));
    return List.copyOf(options);
  }

  @Override
  public Fit fit(FeatureProblem problem) {
    MethodOptions options = problem.options();
    CacheModel model = TipAdapter.start(problem);
    BatchTraining training =
        new BatchTraining(
            problem.train(),
            options.integer("tip_adapter_epochs"),
            options.integer("tip_adapter_batch"),
            problem.seed());
    List<Fit.Step> steps =
        training.run(
            model,
            images -> UnitRows.of(images).units(),
            Adam.decoupled(model.weights(), 1e-4, 1e-2), // AdamW's own decay
            training.cosine(options.real("tip_adapter_rate")));
    CacheSearch chosen = TipAdapter.start(options).on(model, problem);
    return TipAdapter.fit(model, chosen, problem, steps);
  }

  @Override
  public Optional<HeadKind> storedHead() {
    return Optional.of(HeadKind.CACHE);
  }

  @Override
  public Classifier classifier(StoredFit stored) {
    return new TipAdapter().classifier(stored);
  }
}
