package org.softcpt.benchmarks.djl;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** A bundle's image encoder, run by DJL's ONNX Runtime engine; one predictor per thread. */
final class DjlEncoder implements AutoCloseable {

  private final ZooModel<NDList, NDList> model;
  private final ThreadLocal<Predictor<NDList, NDList>> predictors;
  private final int side;

  DjlEncoder(Path bundle, int side, int threads) throws IOException {
    this.side = side;
    try {
      model =
          Criteria.builder()
              .setTypes(NDList.class, NDList.class)
              .optEngine("OnnxRuntime")
              .optModelPath(bundle)
              .optModelName("image_encoder")
              .optOption("intraOpNumThreads", Integer.toString(threads))
              .optTranslator(new NoopTranslator())
              .build()
              .loadModel();
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw new IOException(bundle + ": DJL cannot load the image encoder", e);
    }
    predictors = ThreadLocal.withInitial(model::newPredictor);
  }

  /** One image, {@code [3, S, S]}, to its feature, {@code [D]}. */
  float[] encode(float[] pixels) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      Shape shape = new Shape(1, 3, side, side);
      NDList input = new NDList(manager.create(FloatBuffer.wrap(pixels), shape));
      NDList output = predictors.get().predict(input);
      output.attach(manager);
      return output.singletonOrThrow().toFloatArray();
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
