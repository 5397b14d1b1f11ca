package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.Parameter;
import org.softcpt.trainer.method.PromptMethod.StepResult;
import org.softcpt.trainer.method.Vectors;

/**
 * Writes what another program needs to recompute the first steps: {@code step-0001.safetensors} …
 * and {@code steps.csv}. Names and shapes are in {@code docs/design/main-line.md}, Trace.
 */
final class TraceWriter implements AutoCloseable {

  private static final String HEADER = "step,loss,learning_rate";

  private final Path folder;
  private final int steps;
  private final long[] classTasks;
  private final float logitScale;
  private final CsvLog rows;

  private TraceWriter(Path folder, int steps, TraceContext context, CsvLog rows) {
    this.folder = folder;
    this.steps = steps;
    this.classTasks = context.classTasks();
    this.logitScale = context.logitScale();
    this.rows = rows;
  }

  /**
   * What is the same in every step.
   *
   * @param classTasks task of each class {@code [C]}
   * @param logitScale the factor between cosines and logits
   */
  record TraceContext(long[] classTasks, float logitScale) {}

  /**
   * Goes on after the steps done.
   *
   * @param steps how many to write in all
   * @param done how many of the run's steps are done
   */
  static TraceWriter open(Path folder, int steps, int done, TraceContext context)
      throws IOException {
    CsvLog rows = CsvLog.open(folder.resolve("steps.csv"), HEADER, Math.min(steps, done));
    return new TraceWriter(folder, steps, context, rows);
  }

  boolean wants(int step) {
    return step <= steps;
  }

  /** Writes a step, before its update; steps count from 1. */
  void write(int step, double rate, PairBatch batch, StepResult result, List<Parameter> parameters)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "softcpt-trace");
    ParameterFile.add(writer, parameters);
    addBatch(writer, batch);
    for (Map.Entry<String, FloatTensor> entry : new TreeMap<>(result.observed()).entrySet()) {
      writer.add(entry.getKey(), entry.getValue());
    }
    parameters.forEach(
        p -> writer.add("gradient." + p.name(), new FloatTensor(p.shape(), p.gradient())));
    writer.add("logit_scale", FloatTensor.of(new float[] {logitScale}));
    writer.write(folder.resolve("step-%04d.safetensors".formatted(step)));
    rows.append(step + "," + result.loss() + "," + rate);
    rows.sync();
  }

  private void addBatch(SafetensorsWriter writer, PairBatch batch) {
    int pairs = batch.pairs();
    writer.add(
        "image_features",
        FloatTensor.of(
            Vectors.unitRows(batch.features(), pairs), pairs, batch.features().length / pairs));
    writer.add("task", batch.tasks(), pairs);
    writer.add("label", batch.labels(), pairs);
    writer.add("images", new long[] {batch.images()});
    writer.add("class_task", classTasks, classTasks.length);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
