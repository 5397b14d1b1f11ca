package org.softcpt.trainer.method;

/**
 * One of the paper's six variants.
 *
 * @param classFeatures whether the sub-network reads class features: then it writes a context per
 *     class, else one per task
 * @param ownClassContext whether each class has its own context in the class feature's prompt
 * @param ownTaskContext whether each task has its own task context
 */
public record SoftCptVariant(
    boolean classFeatures, boolean ownClassContext, boolean ownTaskContext) {

  /** No class feature, one shared task context: the default. */
  public static final SoftCptVariant NATA = new SoftCptVariant(false, false, false);

  /** No class feature, a context per task. */
  public static final SoftCptVariant NATS = new SoftCptVariant(false, false, true);

  /** One class context for all classes, one shared task context. */
  public static final SoftCptVariant CATA = new SoftCptVariant(true, false, false);

  /** One class context for all classes, a context per task. */
  public static final SoftCptVariant CATS = new SoftCptVariant(true, false, true);

  /** A context per class, one shared task context. */
  public static final SoftCptVariant CSTA = new SoftCptVariant(true, true, false);

  /** A context per class, a context per task. */
  public static final SoftCptVariant CSTS = new SoftCptVariant(true, true, true);
}
