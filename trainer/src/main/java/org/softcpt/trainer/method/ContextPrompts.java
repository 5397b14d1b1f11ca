package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskSet;

/** Class prompts whose context itself is learned: one for all classes, or one per class. */
final class ContextPrompts {

  /** The context's name in checkpoints and parameter files. */
  static final String CONTEXT = "context";

  /** The setting that names words to start from. */
  static final MethodOption INIT =
      MethodOption.text(
          "context_init", "words the context starts from, e.g. a photo of a; none: random");

  private final MethodSetup setup;
  private final Parameter context; // [L, w], or [C, L, w]
  private final ContextShape shape;
  private final PromptSelection prompts;

  ContextPrompts(MethodSetup setup, boolean own) throws InvalidInputException {
    this.setup = setup;
    int classes = setup.tasks().classCount();
    ContextStart start = setup.contextStart(CONTEXT, INIT.name(), setup.contextLength());
    context = own ? start.each(classes) : start.one();
    shape = new ContextShape(start.length(), setup.placement(), own);
    prompts = prompts(setup.tasks(), IntStream.range(0, classes).toArray());
  }

  Parameter context() {
    return context;
  }

  List<NamedContext> contexts() {
    return NamedContext.of(context, CONTEXT, setup.tasks());
  }

  PromptSelection prompts() {
    return prompts;
  }

  ContextShape shape() {
    return shape;
  }

  /** The contexts as the graphs take them {@code [G, L, w]}. */
  FloatTensor tensor() {
    List<Integer> extents = context.shape();
    return extents.size() == 3
        ? new FloatTensor(extents, context.values())
        : FloatTensor.of(context.values(), 1, extents.get(0), extents.get(1));
  }

  /** Text features of all classes {@code [C, D]}. */
  float[] features() {
    return setup.segments().features(tensor(), prompts.batch());
  }

  /** Text features of other classes. */
  float[] features(TaskSet tasks) throws InvalidInputException {
    KnownNames known = new KnownNames(setup.tasks(), tasks);
    int[] own = shape.own() ? known.classes("a context per class") : new int[0];
    return setup.segments().features(tensor(), prompts(tasks, own).batch());
  }

  Classifier classifier() {
    return new CosineClassifier(setup.tasks(), features(), setup.segments().logitScale());
  }

  /** From dL/dfeatures {@code [C, D]} to dL/dcontexts, flat. */
  float[] gradient(float[] featureGradient) {
    return setup.segments().contextGradient(tensor(), prompts.batch(), featureGradient);
  }

  /** Each class's prompt takes its own context, or all take the one there is. */
  private PromptSelection prompts(TaskSet tasks, int[] own) throws InvalidInputException {
    int[] groups = shape.own() ? own : new int[tasks.classCount()];
    return setup.vocabulary().classSelection(tasks, groups, shape);
  }
}
