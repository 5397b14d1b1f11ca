package org.softcpt.server;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.folder.BundleManifest;

/**
 * What a model takes and gives, as the protocol describes it. The two inputs are alternatives,
 * which the protocol cannot say.
 */
record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /** Input: encoded image files. */
  static final String IMAGE = "image";

  /** Input: preprocessed pixels. */
  static final String PIXELS = "pixels";

  /** Output: the encoder's feature; a task of this id hides it. */
  static final String FEATURE = "feature";

  private static final String PLATFORM = "softcpt_bundle";
  private static final long ANY = -1;

  /** A tensor; -1 is the number of images. */
  record TensorMetadata(String name, String datatype, List<Long> shape) {}

  static ModelMetadata of(ServedBundle bundle) {
    long side = bundle.encoder().side();
    List<TensorMetadata> inputs =
        List.of(
            new TensorMetadata(IMAGE, "BYTES", List.of(ANY)),
            new TensorMetadata(PIXELS, "FP32", List.of(ANY, 3L, side, side)));
    List<TensorMetadata> outputs = new ArrayList<>();
    for (BundleManifest.Task task : bundle.tasks()) {
      outputs.add(output(task.id(), task.classes().size()));
    }
    if (outputs.stream().noneMatch(output -> output.name().equals(FEATURE))) {
      outputs.add(output(FEATURE, bundle.encoder().width()));
    }
    return new ModelMetadata(bundle.name(), List.of(bundle.version()), PLATFORM, inputs, outputs);
  }

  private static TensorMetadata output(String name, int columns) {
    return new TensorMetadata(name, "FP32", List.of(ANY, (long) columns));
  }
}
