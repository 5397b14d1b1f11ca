package org.softcpt.trainer.method;

import java.util.Optional;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.TaskSet;

/**
 * Writes a variant's prompts and draws its starting values.
 *
 * @param setup what to build from
 * @param variant which one
 */
record SoftCptBuilder(MethodSetup setup, SoftCptVariant variant) {

  SoftCptParts build() throws InvalidInputException {
    InputFeatures taskFeatures = taskFeatures();
    Optional<PromptFeatures> classFeatures =
        variant.classFeatures() ? Optional.of(classFeatures()) : Optional.empty();
    requireEqualWidths(taskFeatures, classFeatures);
    return new SoftCptParts(
        taskFeatures,
        classFeatures,
        joining(),
        subNetwork(
            classFeatures.isPresent() ? joining().width(featureWidth()) : taskFeatures.width()),
        classPrompts(),
        owners());
  }

  private InputFeatures taskFeatures() throws InvalidInputException {
    TaskSet tasks = setup.tasks();
    MethodOptions options = setup.options();
    if (options.text(SoftCptOptions.TASK_FEATURES).equals(SoftCptOptions.LEARNED)) {
      int width = options.integer(SoftCptOptions.FEATURE_WIDTH);
      return new LearnedFeatures(
          tasks.size(), width, Seeds.derive(setup.seed(), SoftCptOptions.TASK_FEATURES));
    }
    ContextStart start =
        setup.contextStart(
            SoftCpt.TASK_CONTEXT, SoftCptOptions.TASK_INIT, setup.taskContextLength());
    boolean own = variant.ownTaskContext();
    int[] groups = own ? IntStream.range(0, tasks.size()).toArray() : new int[tasks.size()];
    return new PromptFeatures(
        setup.segments(),
        own ? start.each(tasks.size()) : start.one(),
        taskSelection(start.length(), groups),
        false);
  }

  /** The tasks' prompts; each takes the context of its group. */
  PromptSelection taskSelection(int length, int[] groups) throws InvalidInputException {
    ContextShape shape =
        new ContextShape(
            length, placement(SoftCptOptions.TASK_PLACEMENT), variant.ownTaskContext());
    return setup.vocabulary().taskSelection(setup.tasks(), groups, shape);
  }

  private PromptFeatures classFeatures() throws InvalidInputException {
    int classes = setup.tasks().classCount();
    int length = setup.options().integer(SoftCptOptions.CLASS_CONTEXT_LENGTH);
    ContextStart start =
        setup.contextStart(SoftCpt.CLASS_CONTEXT, SoftCptOptions.CLASS_INIT, length);
    boolean own = variant.ownClassContext();
    int[] groups = own ? IntStream.range(0, classes).toArray() : new int[classes];
    return new PromptFeatures(
        setup.segments(),
        own ? start.each(classes) : start.one(),
        classSelection(start.length(), groups),
        setup.options().flag(SoftCptOptions.FREEZE));
  }

  /** The class features' prompts; each takes the context of its group. */
  PromptSelection classSelection(int length, int[] groups) throws InvalidInputException {
    ContextShape shape =
        new ContextShape(
            length, placement(SoftCptOptions.CLASS_PLACEMENT), variant.ownClassContext());
    return setup.vocabulary().classSelection(setup.tasks(), groups, shape);
  }

  PromptSelection classPrompts() throws InvalidInputException {
    boolean own = variant.classFeatures();
    int[] groups = own ? IntStream.range(0, setup.tasks().classCount()).toArray() : owners();
    ContextShape shape = new ContextShape(setup.contextLength(), setup.placement(), own);
    return setup.vocabulary().classSelection(setup.tasks(), groups, shape);
  }

  private SubNetwork subNetwork(int inputs) {
    MethodOptions options = setup.options();
    int outputs = Math.multiplyExact(setup.contextLength(), setup.segments().tokenWidth());
    long seed = Seeds.derive(setup.seed(), SubNetwork.NAME);
    if (!options.text(SoftCptOptions.SUB_NETWORK).equals(SoftCptOptions.PERCEPTRON)) {
      return SubNetwork.linear(inputs, outputs, seed);
    }
    int width = options.integer(SoftCptOptions.WIDTH);
    int depth = options.integer(SoftCptOptions.DEPTH);
    return SubNetwork.perceptron(inputs, width, depth, outputs, seed);
  }

  private Joining joining() {
    String name = setup.options().text(SoftCptOptions.SUB_NETWORK);
    boolean perceptron = name.equals(SoftCptOptions.PERCEPTRON);
    return perceptron ? Joining.CONCATENATION : Joining.named(name);
  }

  private Placement placement(String option) {
    return Placement.ofKey(setup.options().text(option)).orElseThrow(); // checked when it was read
  }

  private int featureWidth() {
    return setup.segments().featureWidth();
  }

  private int[] owners() {
    return PromptVocabulary.owners(setup.tasks());
  }

  private void requireEqualWidths(InputFeatures tasks, Optional<PromptFeatures> classes)
      throws InvalidInputException {
    if (classes.isPresent() && tasks.width() != classes.get().width()) {
      throw new InvalidInputException(
          "%s: expected %d, as wide as the class features it is joined with, found %d"
              .formatted(SoftCptOptions.FEATURE_WIDTH, classes.get().width(), tasks.width()));
    }
  }
}
