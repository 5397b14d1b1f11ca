package org.softcpt.onnx.fuse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** What {@link FusedClassifier} writes and refuses; its numbers are compared in the cli module. */
class FusedFilesTest {

  private static final int SIDE = 64;
  private static final int WIDTH = 16;
  private static final VisionConfig TRANSFORMER =
      new VisionTransformer(SIDE, 32, 32, 2, 4, 96, Activation.GELU, 1e-5);
  private static final VisionConfig RESIDUAL = new ModifiedResNet(SIDE, 8, List.of(1, 1, 2, 1), 4);

  @TempDir private Path folder;
  private Path bundle;
  private Path target;
  private final Map<String, FloatTensor> tensors = new HashMap<>();

  @BeforeEach
  void cosine() {
    bundle = folder.resolve("bundle");
    target = folder.resolve("out").resolve("one file.onnx");
    tensors.put(BundleManifest.TEXT_FEATURES, drawn(3, WIDTH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "fp16", "int8"})
  void weightsInsideAndBesideAreTheSame(String precision) throws IOException, OrtException {
    write(HeadKind.COSINE, "kinds", TRANSFORMER, Precision.of(precision));
    requireSameInsideAndBeside();
  }

  @Test
  void aResidualNetworkIsFusedTheSameWay() throws IOException, OrtException {
    write(HeadKind.COSINE, "kinds", RESIDUAL, Precision.FP32);
    requireSameInsideAndBeside();
  }

  private void requireSameInsideAndBeside() throws IOException, OrtException {
    FusedClassifier.Written whole = FusedClassifier.write(bundle, target);
    assertTrue(whole.data().isEmpty());
    assertEquals(Files.size(target), whole.bytes());
    Path small = folder.resolve("small.onnx");
    FusedClassifier.Written divided = FusedClassifier.write(bundle, small, whole.bytes() - 1);
    assertEquals(folder.resolve("small.onnx.data"), divided.data().orElseThrow());
    assertEquals(
        Files.size(small) + Files.size(folder.resolve("small.onnx.data")), divided.bytes());
    float[] probabilities = run(target, "kinds");
    assertArrayEquals(probabilities, run(small, "kinds"));
    assertArrayEquals(run(target, "features"), run(small, "features"));
    assertEquals(1, probabilities[0] + probabilities[1] + probabilities[2], 1e-6, "two roundings");
    FusedClassifier.write(bundle, small, whole.bytes());
    assertArrayEquals(Files.readAllBytes(target), Files.readAllBytes(small), "it just fits");
  }

  private static float[] run(Path file, String output) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Random random = new Random(5);
    float[] pixels = new float[2 * 3 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(pixels), new long[] {2, 3, SIDE, SIDE});
        OrtSession.Result result = session.run(Map.of("pixels", input))) {
      FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
      float[] found = new float[values.remaining()];
      values.get(found);
      return found;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixels", "features", "head/x"})
  void aTaskMayNotHaveTheNameOfAnotherValue(String id) throws IOException {
    write(HeadKind.COSINE, id, TRANSFORMER, Precision.FP32);
    refuses("task '" + id + "'");
  }

  @Test
  void namesOfTheEncodersInsideAreNobodys() throws IOException, OrtException {
    write(HeadKind.COSINE, "image.class_embedding", TRANSFORMER, Precision.FP32);
    FusedClassifier.write(bundle, target);
    assertEquals(6, run(target, "image.class_embedding").length);
  }

  @ParameterizedTest
  @CsvSource({
    "COSINE, text_features, 4",
    "LINEAR, weights, 4",
    "CACHE, kinds/text_features, 4",
    "ADAPTER, kinds/text_features, 4"
  })
  void aTensorOfAnotherShapeIsNamed(HeadKind kind, String name, int rows) throws IOException {
    head(kind);
    tensors.put(name, drawn(rows, WIDTH));
    write(kind, "kinds", TRANSFORMER, Precision.FP32);
    refuses("tensor '%s': expected shape [3, 16], found [4, 16]".formatted(name));
  }

  @ParameterizedTest
  @CsvSource({"LINEAR, bias", "CACHE, kinds/keys", "CACHE, kinds/alpha", "ADAPTER, kinds/up"})
  void aMissingTensorIsNamed(HeadKind kind, String name) throws IOException {
    head(kind);
    tensors.remove(name);
    write(kind, "kinds", TRANSFORMER, Precision.FP32);
    refuses("no tensor '" + name + "'");
  }

  @Test
  void labelsOutsideOfTheClassesAreRefused() throws IOException {
    head(HeadKind.CACHE);
    tensors.put("kinds/labels", FloatTensor.of(new float[] {0, 3}, 2));
    write(HeadKind.CACHE, "kinds", TRANSFORMER, Precision.FP32);
    refuses("tensor 'kinds/labels': expected whole numbers from 0 to 2, found 3.0");
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    tensors.get(BundleManifest.TEXT_FEATURES).values()[7] = Float.NaN;
    write(HeadKind.COSINE, "kinds", TRANSFORMER, Precision.FP32);
    refuses("expected finite values, found NaN");
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    write(HeadKind.COSINE, "kinds", TRANSFORMER, Precision.FP32);
    Path weights = bundle.resolve(ModelManifest.IMAGE_WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    refuses("the file was changed or damaged");
  }

  @Test
  void anEncoderThatNamesOtherFilesIsRefused() throws IOException {
    write(HeadKind.COSINE, "kinds", TRANSFORMER, Precision.FP32);
    Path encoder = bundle.resolve(ModelManifest.IMAGE_ENCODER);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(encoder)).toBuilder();
    model
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .getExternalDataBuilder(0)
        .setValue("../../../etc/passwd");
    Files.write(encoder, model.build().toByteArray());
    manifest(HeadKind.COSINE, "kinds");
    refuses("expected bytes of image.safetensors");
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws IOException {
    write(HeadKind.COSINE, "kinds", TRANSFORMER, Precision.FP32);
    Files.writeString(bundle.resolve(ModelManifest.IMAGE_ENCODER), "no model at all");
    manifest(HeadKind.COSINE, "kinds");
    refuses("image_encoder.onnx");
  }

  private void refuses(String message) throws IOException {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> FusedClassifier.write(bundle, target));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertFalse(Files.exists(target));
    if (Files.exists(target.getParent())) {
      try (Stream<Path> left = Files.list(target.getParent())) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  private void head(HeadKind kind) {
    tensors.clear();
    if (kind == HeadKind.LINEAR) {
      tensors.put("weights", drawn(3, WIDTH));
      tensors.put("bias", drawn(3));
      return;
    }
    tensors.put("kinds/text_features", drawn(3, WIDTH));
    if (kind == HeadKind.CACHE) {
      tensors.put("kinds/keys", drawn(2, WIDTH));
      tensors.put("kinds/labels", FloatTensor.of(new float[] {2, 0}, 2));
      tensors.put("kinds/alpha", drawn(1));
      tensors.put("kinds/beta", drawn(1));
    } else {
      tensors.put("kinds/down", drawn(5, WIDTH));
      tensors.put("kinds/up", drawn(WIDTH, 5));
      tensors.put("kinds/ratio", drawn(1));
    }
  }

  private void write(HeadKind kind, String task, VisionConfig vision, Precision precision)
      throws IOException {
    Files.createDirectories(bundle);
    TextConfig text = new TextConfig(99, 40, 32, 2, 2, 64, Activation.GELU, 1e-5, 97, 98);
    ClipConfig config = new ClipConfig(WIDTH, vision, text);
    ClipExporter.exportImageEncoder(RandomClip.weights(config, 1, "small"), precision, bundle);
    SafetensorsWriter heads = new SafetensorsWriter();
    tensors.forEach(heads::add);
    heads.write(bundle.resolve(BundleManifest.HEADS));
    manifest(kind, task);
  }

  private void manifest(HeadKind kind, String task) throws IOException {
    FileDigests files =
        FileDigests.of(
            bundle,
            List.of(
                BundleManifest.HEADS, ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS));
    List<BundleManifest.Task> tasks =
        List.of(new BundleManifest.Task(task, "kinds of things", List.of("a", "b", "c")));
    String encoder = files.combined(ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS);
    new BundleManifest(
            tasks, kind, 3, Preprocessing.clip(SIDE), encoder, Map.of("method", "drawn"), files)
        .write(bundle);
  }

  private static FloatTensor drawn(int... shape) {
    Random random = new Random(shape.length);
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatTensor.of(values, shape);
  }
}
