package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.Stream;

/** The settings that all SoftCPT variants share. */
final class SoftCptOptions {

  static final String SUB_NETWORK = "sub_network";
  static final String PERCEPTRON = "mlp";
  static final String DEPTH = "sub_network_depth";
  static final String WIDTH = "sub_network_width";
  static final String CLASS_CONTEXT_LENGTH = "class_context_length";
  static final String FREEZE = "freeze_class_context";
  static final String SAMPLING = "class_sampling";
  static final String TASK_FEATURES = "task_features";
  static final String LEARNED = "learned";
  static final String FEATURE_WIDTH = "task_feature_width";
  static final String TASK_PLACEMENT = "task_placement";
  static final String CLASS_PLACEMENT = "class_placement";
  static final String TASK_INIT = "task_context_init";
  static final String CLASS_INIT = "class_context_init";

  private static final List<String> PLACES = Placement.keys();

  private static final List<MethodOption> ON_TASKS =
      List.of(
          MethodOption.integer(DEPTH, 1, 1, "hidden layers of the mlp"),
          MethodOption.integer(WIDTH, 512, 1, "width of the mlp's hidden layers"),
          MethodOption.real(
              SAMPLING,
              0,
              0,
              1,
              "share of the absent classes a step uses (0: all classes, always)"),
          MethodOption.choice(
              TASK_FEATURES,
              List.of("encoder", LEARNED),
              "task features from the text encoder, or learned from scratch (\"Rand\")"),
          MethodOption.integer(FEATURE_WIDTH, 512, 1, "width of learned task features"),
          MethodOption.choice(TASK_PLACEMENT, PLACES, "where the task's name stands"),
          MethodOption.text(TASK_INIT, "words the task context starts from; none: random"));

  private SoftCptOptions() {}

  /** Of variants without class features. */
  static List<MethodOption> withoutClassFeatures() {
    return joined(
        List.of(
            MethodOption.choice(
                SUB_NETWORK, List.of("lin", PERCEPTRON), "from task features to contexts")),
        ON_TASKS);
  }

  /** Of variants whose sub-network reads class features too. */
  static List<MethodOption> withClassFeatures() {
    List<MethodOption> own =
        List.of(
            MethodOption.choice(
                SUB_NETWORK,
                joined(Joining.NAMES, List.of(PERCEPTRON)),
                "what it reads of class and task: both, their mean, the class; mlp: both"),
            MethodOption.integer(
                CLASS_CONTEXT_LENGTH, 4, 1, "K, context vectors of the class feature's prompt"),
            MethodOption.choice(
                FREEZE, List.of("false", "true"), "keep the class context as it was drawn"),
            MethodOption.choice(CLASS_PLACEMENT, PLACES, "where the class's name stands"),
            MethodOption.text(CLASS_INIT, "words the class context starts from; none: random"));
    return joined(own, ON_TASKS);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
