package org.softcpt.trainer.method;

import java.util.List;

/**
 * Lets a test see every step of a method that something else trains.
 *
 * @param method does the work
 * @param watcher is told of each step before the optimiser is
 */
record WatchedMethod(PromptMethod method, Watcher watcher) implements PromptMethod {

  interface Watcher {
    void stepDone(int step, StepResult result);
  }

  @Override
  public List<Parameter> parameters() {
    return method.parameters();
  }

  @Override
  public List<Parameter> constants() {
    return method.constants();
  }

  @Override
  public StepResult step(PairBatch batch) {
    StepResult result = method.step(batch);
    watcher.stepDone(batch.step(), result);
    return result;
  }

  @Override
  public Classifier classifier() {
    return method.classifier();
  }

  @Override
  public void close() {
    method.close();
  }
}
