package org.softcpt.server;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.TaskPrediction;
import org.softcpt.server.kserve.InferRequest;
import org.softcpt.server.kserve.OutputTensor;
import org.softcpt.server.kserve.RequestedOutput;

/** The outputs of one infer request: probabilities by task id, and the feature. */
final class InferOutputs {

  private final List<RequestedOutput> asked;
  private final List<String> tasks;

  private InferOutputs(List<RequestedOutput> asked, List<String> tasks) {
    this.asked = asked;
    this.tasks = tasks;
  }

  /**
   * Checks what is asked for before anything is computed.
   *
   * @throws ApiException 400 if there is no such output
   */
  static InferOutputs of(InferRequest request, ServedBundle bundle) throws ApiException {
    List<String> known =
        ModelMetadata.of(bundle).outputs().stream()
            .map(ModelMetadata.TensorMetadata::name)
            .toList();
    List<RequestedOutput> asked = request.outputs();
    if (asked.isEmpty()) {
      asked =
          known.stream()
              .map(name -> new RequestedOutput(name, request.binaryOutputs(), 0))
              .toList();
    }
    List<String> tasks = bundle.tasks().stream().map(task -> task.id()).toList();
    for (RequestedOutput output : asked) {
      if (!known.contains(output.name())) {
        throw ApiException.malformed(
            "output '%s': there are %s".formatted(Shown.of(output.name()), known));
      }
      if (output.classes() > 0 && !tasks.contains(output.name())) {
        throw ApiException.malformed("output 'feature': it has no classes to name");
      }
    }
    return new InferOutputs(asked, tasks);
  }

  /**
   * Computes them.
   *
   * @param bundle whose features these are
   * @param features one per image
   * @throws ApiException 404 if a task was removed meanwhile, 422 if a feature cannot be classified
   */
  List<OutputTensor> tensors(ServedBundle bundle, List<float[]> features) throws ApiException {
    List<String> ids =
        asked.stream().map(RequestedOutput::name).filter(name -> tasks.contains(name)).toList();
    List<List<TaskPrediction>> predictions = predictions(bundle, features, ids);
    List<OutputTensor> tensors = new ArrayList<>();
    for (RequestedOutput output : asked) {
      int task = ids.indexOf(output.name());
      tensors.add(
          task < 0
              ? OutputTensor.floats(
                  output.name(), features, bundle.encoder().width(), output.binary())
              : tensor(output, predictions.stream().map(image -> image.get(task)).toList()));
    }
    return tensors;
  }

  /** Per image those of the tasks, in their order. */
  private static List<List<TaskPrediction>> predictions(
      ServedBundle bundle, List<float[]> features, List<String> ids) throws ApiException {
    List<List<TaskPrediction>> predictions = new ArrayList<>();
    try {
      for (float[] feature : ids.isEmpty() ? List.<float[]>of() : features) {
        predictions.add(bundle.predict(feature, ids));
      }
      return predictions;
    } catch (IllegalArgumentException e) { // pixels no picture has
      throw new ApiException(422, "invalid_image", e.getMessage());
    }
  }

  private static OutputTensor tensor(RequestedOutput output, List<TaskPrediction> rows) {
    int classes = rows.get(0).classes().size();
    if (output.classes() == 0) {
      List<float[]> probabilities = rows.stream().map(InferOutputs::probabilities).toList();
      return OutputTensor.floats(output.name(), probabilities, classes, output.binary());
    }
    int top = Math.min(classes, output.classes());
    List<List<String>> names = rows.stream().map(row -> best(row, top)).toList();
    return OutputTensor.texts(output.name(), names, top, output.binary());
  }

  private static float[] probabilities(TaskPrediction row) {
    float[] probabilities = new float[row.classes().size()];
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = (float) row.classes().get(c).probability();
    }
    return probabilities;
  }

  /** {@code probability:index:name}, as the classification extension has it. */
  private static List<String> best(TaskPrediction row, int count) {
    List<ClassProbability> all = row.classes();
    return row.top(count).stream()
        .map(
            best ->
                "%s:%d:%s".formatted((float) best.probability(), all.indexOf(best), best.name()))
        .toList();
  }
}
