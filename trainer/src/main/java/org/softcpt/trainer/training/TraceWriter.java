package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.Parameter;
import org.softcpt.trainer.method.PromptMethod.StepResult;
import org.softcpt.trainer.method.Vectors;

/**
 * Writes what another program needs to recompute the first steps: {@code step-0001.safetensors} …
 * and {@code steps.csv}. Names and shapes are in {@code docs/design/main-line.md}, Trace.
 *
 * @param folder made with the first step
 * @param steps how many to write
 * @param classTasks task of each class {@code [C]}
 * @param logitScale the factor between cosines and logits
 */
record TraceWriter(Path folder, int steps, long[] classTasks, float logitScale) {

  private static final String HEADER = "step,loss,learning_rate\n";

  boolean wants(int step) {
    return step <= steps;
  }

  /** Writes a step before its update; steps count from 1. */
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
    addRow(step, step + "," + result.loss() + "," + rate + "\n");
  }

  private void addBatch(SafetensorsWriter writer, PairBatch batch) {
    int pairs = batch.pairs();
    float[] rows = Vectors.unitRows(batch.features(), pairs);
    writer.add("image_features", FloatTensor.of(rows, pairs, rows.length / pairs));
    writer.add("task", batch.tasks(), pairs);
    writer.add("label", batch.labels(), pairs);
    writer.add("images", new long[] {batch.images()});
    writer.add("class_task", classTasks, classTasks.length);
  }

  /** Rows of this step and later ones are of a run that was killed; they come again. */
  private void addRow(int step, String row) throws IOException {
    Path file = folder.resolve("steps.csv");
    String earlier = "";
    if (Files.exists(file)) {
      earlier =
          Files.readString(file)
              .lines()
              .skip(1)
              .filter(line -> Integer.parseInt(line.substring(0, line.indexOf(','))) < step)
              .map(line -> line + "\n")
              .collect(Collectors.joining());
    }
    AtomicFile.writeText(file, HEADER + earlier + row);
  }
}
