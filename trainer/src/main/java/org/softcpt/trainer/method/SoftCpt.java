package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.trainer.method.TextSegments.ClassStep;
import org.softcpt.trainer.task.TaskSet;

/**
 * SoftCPT in all its variants: a meta network writes contexts from the names of tasks, and of
 * classes if it reads them.
 *
 * <pre>
 *   U ─ text encoder with the tasks' names ──► d [T, D] ┐
 *   V ─ text encoder with the classes' names ► e [C, D] ┴► sub-network ─► S, one per task or class
 *   S ─ text encoder with the classes' names ► text features [C, D] ─ images ─► loss
 * </pre>
 *
 * <p>Gradients run the same way back: the class segment gives dL/dS, the sub-network turns it into
 * dL/dP, dL/dd and dL/de, the task segment turns these into dL/dU and dL/dV.
 *
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., section 3</a>
 */
public final class SoftCpt implements PromptMethod, PromptWriter, ContextMethod {

  /** The task context's name in checkpoints and parameter files. */
  public static final String TASK_CONTEXT = "task_context";

  /** The class context's name in checkpoints and parameter files. */
  public static final String CLASS_CONTEXT = "class_context";

  private final MethodSetup setup;
  private final SoftCptVariant variant;
  private final SoftCptParts parts;
  private final LossOverClasses loss;
  private ClassSampler sampler;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @param variant which of the six
   * @throws InvalidInputException if a task's or class's name is too long for the text encoder
   */
  public SoftCpt(MethodSetup setup, SoftCptVariant variant) throws InvalidInputException {
    this.setup = setup;
    this.variant = variant;
    parts = new SoftCptBuilder(setup, variant).build();
    loss = new LossOverClasses(setup.segments(), parts.classPrompts());
    double rate = setup.options().real(SoftCptOptions.SAMPLING);
    long seed = Seeds.derive(setup.seed(), SoftCptOptions.SAMPLING);
    sampler =
        rate == 0
            ? ClassSampler.all(setup.tasks())
            : ClassSampler.random(setup.tasks(), rate, seed);
  }

  /** Replaces the choice of classes, to follow a record. */
  void follow(ClassSampler recorded) {
    sampler = recorded;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(parts.taskFeatures().parameters());
    parts.classFeatures().ifPresent(features -> all.addAll(features.parameters()));
    all.addAll(parts.subNetwork().parameters());
    return List.copyOf(all);
  }

  @Override
  public List<Parameter> constants() {
    return parts.classFeatures().map(PromptFeatures::constants).orElse(List.of());
  }

  @Override
  public StepResult step(PairBatch batch) {
    int[] chosen = sampler.choose(batch);
    float[] taskFeatures = parts.taskFeatures().forward();
    Optional<float[]> classFeatures = parts.classFeatures().map(each -> each.forward(chosen));
    FloatTensor contexts = contexts(parts, taskFeatures, classFeatures);
    ClassStep step = loss.step(contexts, chosen, batch);
    backward(step.contextGradient());
    Map<String, FloatTensor> observed = new HashMap<>(loss.observed(step, batch.pairs()));
    observed.put("task_features", rows(taskFeatures, setup.tasks().size()));
    classFeatures.ifPresent(
        rows -> observed.put("class_features", rows(rows, setup.tasks().classCount())));
    return new StepResult(step.loss(), observed);
  }

  private void backward(float[] contextGradient) {
    float[] rows = parts.subNetwork().backward(contextGradient);
    if (parts.classFeatures().isEmpty()) {
      parts.taskFeatures().backward(rows);
      return;
    }
    parts.classFeatures().get().backward(parts.joining().classGradient(rows, parts.owners()));
    parts
        .taskFeatures()
        .backward(parts.joining().taskGradient(rows, parts.owners(), setup.tasks().size()));
  }

  @Override
  public Classifier classifier() {
    return new CosineClassifier(setup.tasks(), textFeatures(parts), setup.segments().logitScale());
  }

  @Override
  public float[] textFeatures(TaskSet tasks) throws InvalidInputException {
    return textFeatures(new SoftCptTransfer(setup, variant, parts).to(tasks));
  }

  /**
   * Only the default writes a context from a task's name alone; with names last the bundle's text
   * encoder takes it.
   */
  @Override
  public Optional<MetaNetworkGraph> metaNetwork() {
    boolean names =
        variant.equals(SoftCptVariant.NATA)
            && setup.placement() == Placement.END
            && setup.options().text(SoftCptOptions.TASK_PLACEMENT).equals(Placement.END.key())
            && parts.taskFeatures() instanceof PromptFeatures;
    if (!names) {
      return Optional.empty();
    }
    FloatTensor taskContext = parts.taskFeatures().parameters().get(0).copy();
    return Optional.of(new MetaNetworkGraph(taskContext, parts.subNetwork().graphLayers()));
  }

  @Override
  public List<NamedContext> contexts() {
    List<NamedContext> all = new ArrayList<>();
    List<InputFeatures> features = new ArrayList<>(List.of(parts.taskFeatures()));
    parts.classFeatures().ifPresent(features::add);
    for (InputFeatures each : features) {
      if (each instanceof PromptFeatures prompts) {
        all.addAll(NamedContext.of(prompts.context(), prompts.context().name(), setup.tasks()));
      }
    }
    FloatTensor written = contexts(parts);
    String name = "written context";
    all.addAll(NamedContext.of(written, NamedContext.names(written, name, setup.tasks())));
    return List.copyOf(all);
  }

  @Override
  public Optional<FloatTensor> taskFeatures() {
    return Optional.of(rows(parts.taskFeatures().forward(), setup.tasks().size()));
  }

  private float[] textFeatures(SoftCptParts used) {
    return setup.segments().features(contexts(used), used.classPrompts().batch());
  }

  private FloatTensor contexts(SoftCptParts used) {
    return contexts(
        used, used.taskFeatures().forward(), used.classFeatures().map(PromptFeatures::forward));
  }

  /** One context per task, or per class [G, L, w]. */
  private FloatTensor contexts(
      SoftCptParts used, float[] taskFeatures, Optional<float[]> classFeatures) {
    float[] rows =
        classFeatures
            .map(features -> used.joining().join(features, taskFeatures, used.owners()))
            .orElse(taskFeatures);
    float[] values = used.subNetwork().forward(rows);
    int width = setup.segments().tokenWidth();
    int groups = values.length / Math.multiplyExact(setup.contextLength(), width);
    return FloatTensor.of(values, groups, setup.contextLength(), width);
  }

  private static FloatTensor rows(float[] values, int count) {
    return FloatTensor.of(values, count, values.length / count);
  }

  @Override
  public void close() {
    parts.subNetwork().close();
  }
}
