package org.softcpt.trainer.method;

import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.TaskSet;

/**
 * What a trained SoftCPT uses for other tasks and classes than its own: the same contexts and
 * sub-network behind other names. A context of one's own is there for known names only.
 *
 * @param setup it was trained with
 * @param variant which one
 * @param trained its parts
 */
record SoftCptTransfer(MethodSetup setup, SoftCptVariant variant, SoftCptParts trained) {

  /**
   * Parts for other names.
   *
   * @throws InvalidInputException if there is nothing for one of them, or a name is too long
   */
  SoftCptParts to(TaskSet tasks) throws InvalidInputException {
    SoftCptBuilder builder = new SoftCptBuilder(setup.over(tasks), variant);
    KnownNames known = new KnownNames(setup.tasks(), tasks);
    return new SoftCptParts(
        taskFeatures(builder, known),
        classFeatures(builder, known),
        trained.joining(),
        trained.subNetwork(),
        builder.classPrompts(),
        PromptVocabulary.owners(tasks));
  }

  private InputFeatures taskFeatures(SoftCptBuilder builder, KnownNames known)
      throws InvalidInputException {
    if (trained.taskFeatures() instanceof LearnedFeatures learned) {
      return learned.only(known.tasks("a learned feature per task"));
    }
    PromptFeatures features = (PromptFeatures) trained.taskFeatures();
    int[] groups =
        variant.ownTaskContext()
            ? known.tasks("a task context per task")
            : new int[known.asked().size()];
    return features.behind(builder.taskSelection(features.contextLength(), groups));
  }

  private Optional<PromptFeatures> classFeatures(SoftCptBuilder builder, KnownNames known)
      throws InvalidInputException {
    if (trained.classFeatures().isEmpty()) {
      return Optional.empty();
    }
    PromptFeatures features = trained.classFeatures().get();
    int[] groups =
        variant.ownClassContext()
            ? known.classes("a class context per class")
            : new int[known.asked().classCount()];
    return Optional.of(features.behind(builder.classSelection(features.contextLength(), groups)));
  }
}
