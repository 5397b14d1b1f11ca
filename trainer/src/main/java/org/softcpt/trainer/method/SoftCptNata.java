package org.softcpt.trainer.method;

import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.TextSegments.ClassStep;
import org.softcpt.trainer.task.TaskSet;

/**
 * SoftCPT-NATA, the published default: no class feature in the sub-network's input (NA), one task
 * context shared by all tasks (TA).
 *
 * <pre>
 *   U [M, w] ─ text encoder with the tasks' names ─► d [T, D] ─ sub-network ─► S [T, L, w]
 *   S ─ text encoder with the classes' names ─► text features [C, D] ─ images ─► loss
 * </pre>
 *
 * <p>Gradients run the same way back: the class segment gives dL/dS, the sub-network turns it into
 * dL/dP and dL/dd, the task segment turns dL/dd into dL/dU.
 *
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., section 3</a>
 */
public final class SoftCptNata implements PromptMethod, PromptWriter {

  /** The task context's name in checkpoints and parameter files. */
  public static final String TASK_CONTEXT = "task_context";

  private final MethodSetup setup;
  private final TextSegments segments;
  private final PromptBatch taskPrompts;
  private final PromptBatch classPrompts;
  private final Parameter taskContext;
  private final SubNetwork subNetwork;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @throws InvalidInputException if a task's or class's name is too long for the text encoder
   */
  public SoftCptNata(MethodSetup setup) throws InvalidInputException {
    this.setup = setup;
    segments = setup.segments();
    int[] oneGroup = new int[setup.tasks().size()];
    taskPrompts =
        setup.vocabulary().taskPrompts(setup.tasks(), oneGroup, setup.taskContextLength());
    classPrompts = setup.vocabulary().classPrompts(setup.tasks(), setup.contextLength());
    int width = segments.tokenWidth();
    int size = Math.multiplyExact(setup.taskContextLength(), width);
    taskContext =
        Parameter.of(
            TASK_CONTEXT,
            List.of(setup.taskContextLength(), width),
            Initialisation.normal(size, Seeds.derive(setup.seed(), TASK_CONTEXT)));
    subNetwork =
        SubNetwork.linear(
            segments.featureWidth(),
            Math.multiplyExact(setup.contextLength(), width),
            Seeds.derive(setup.seed(), SubNetwork.NAME));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(taskContext, subNetwork.parameter());
  }

  @Override
  public StepResult step(PairBatch batch) {
    float[] taskFeatures = segments.features(taskContexts(), taskPrompts);
    FloatTensor contexts = contexts(taskFeatures);
    ClassStep step = segments.classStep(contexts, classPrompts, batch);
    float[] taskGradient = subNetwork.backward(step.contextGradient());
    float[] gradient = segments.contextGradient(taskContexts(), taskPrompts, taskGradient);
    System.arraycopy(gradient, 0, taskContext.gradient(), 0, gradient.length);
    return new StepResult(step.loss(), observed(step, taskFeatures, batch.pairs()));
  }

  @Override
  public Classifier classifier() {
    float[] taskFeatures = segments.features(taskContexts(), taskPrompts);
    float[] textFeatures = segments.features(contexts(taskFeatures), classPrompts);
    return new CosineClassifier(setup.tasks(), textFeatures, segments.logitScale());
  }

  @Override
  public float[] textFeatures(TaskSet tasks) throws InvalidInputException {
    int[] oneGroup = new int[tasks.size()];
    PromptBatch names = setup.vocabulary().taskPrompts(tasks, oneGroup, setup.taskContextLength());
    FloatTensor contexts =
        FloatTensor.of(
            subNetwork.forward(segments.features(taskContexts(), names)),
            tasks.size(),
            setup.contextLength(),
            segments.tokenWidth());
    return segments.features(
        contexts, setup.vocabulary().classPrompts(tasks, setup.contextLength()));
  }

  @Override
  public void close() {
    subNetwork.close();
  }

  private FloatTensor taskContexts() { // [1, M, w]
    return FloatTensor.of(
        taskContext.values(), 1, setup.taskContextLength(), segments.tokenWidth());
  }

  private FloatTensor contexts(float[] taskFeatures) { // [T, L, w]
    return FloatTensor.of(
        subNetwork.forward(taskFeatures),
        setup.tasks().size(),
        setup.contextLength(),
        segments.tokenWidth());
  }

  private Map<String, FloatTensor> observed(ClassStep step, float[] taskFeatures, int pairs) {
    int classes = setup.tasks().classCount();
    int width = segments.featureWidth();
    return Map.of(
        "text_features", FloatTensor.of(step.features(), classes, width),
        "task_features", FloatTensor.of(taskFeatures, setup.tasks().size(), width),
        "logits", FloatTensor.of(step.logits(), pairs, classes));
  }
}
