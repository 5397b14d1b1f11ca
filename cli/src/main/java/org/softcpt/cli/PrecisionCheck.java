package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.softcpt.models.config.Precision;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.QualityReport;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.onnx.export.ClipExporter;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.OnnxImageEncoder;
import org.softcpt.runtime.SessionOptions;

/**
 * Compares an exported model's image features with those in single precision, on the CPU.
 *
 * @param precision what is exported; single precision needs no comparison
 * @param samples the user's images, if given; otherwise pictures are drawn
 * @param terminal hears of images that cannot be read, and warnings
 */
record PrecisionCheck(Precision precision, Optional<Path> samples, Terminal terminal) {

  /** Beside the model, not in the system's temporary folder: it may be gigabytes. */
  private static final String REFERENCE = "reference";

  /** What the arguments ask for. */
  static PrecisionCheck of(Arguments arguments, Terminal terminal) throws UsageException {
    Precision precision = precision(arguments.text("precision", Precision.FP32.id()));
    if (precision == Precision.FP32 && arguments.has("samples")) {
      throw new UsageException("--samples goes with --precision fp16 or int8");
    }
    return new PrecisionCheck(precision, arguments.optionalPath("samples"), terminal);
  }

  private static Precision precision(String id) throws UsageException {
    if (!Precision.ids().contains(id)) {
      throw new UsageException(
          "--precision takes one of %s, not '%s'"
              .formatted(String.join(", ", Precision.ids()), id));
    }
    return Precision.of(id);
  }

  /** Writes {@code quality.json} into a model folder that was just exported from the weights. */
  void compare(ClipWeights weights, Path model) throws IOException {
    if (precision == Precision.FP32) {
      return;
    }
    Preprocessor preprocessor = new Preprocessor(weights.preprocessing());
    List<float[]> pixels =
        SampleImages.of(samples, terminal).stream().map(preprocessor::apply).toList();
    Path reference = Files.createDirectory(model.resolve(REFERENCE));
    FileDigests single = ClipExporter.exportImageEncoder(weights, Precision.FP32, reference);
    List<float[]> expected = features(new VerifiedFolder(reference, single), pixels);
    AtomicFolder.delete(reference);
    ModelManifest manifest = ModelManifest.read(model);
    List<float[]> found = features(new VerifiedFolder(model, manifest.files()), pixels);
    String source = samples.map(Path::toString).orElse("drawn pictures");
    double[] cosines = new double[found.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = cosine(expected.get(i), found.get(i));
    }
    report(manifest.imageEncoderDigest(), source, cosines).write(model);
  }

  private QualityReport report(String digest, String source, double[] cosines) {
    DoubleSummaryStatistics all = Arrays.stream(cosines).summaryStatistics();
    return new QualityReport(
        precision, digest, cosines.length, source, all.getAverage(), all.getMin());
  }

  /** Says what was found; warns if that is less than can be expected. */
  void tell(Path model) throws IOException {
    if (precision == Precision.FP32) {
      return;
    }
    QualityReport report = QualityReport.read(model);
    terminal.out().println("cosine to fp32 on " + summary(report));
    if (!(report.leastCosine() >= report.expected())) {
      terminal.note(
          String.format(
              Locale.ROOT,
              "the least cosine is below %s: test this model on your task, or export with a higher"
                  + " --precision",
              report.expected()));
    }
  }

  private static String summary(QualityReport report) {
    return String.format(
        Locale.ROOT,
        "%d images (%s): mean %.6f, least %.6f",
        report.samples(),
        report.source(),
        report.meanCosine(),
        report.leastCosine());
  }

  private static List<float[]> features(VerifiedFolder folder, List<float[]> pixels)
      throws IOException {
    List<float[]> features = new ArrayList<>();
    SessionOptions options = SessionOptions.on(Device.cpu());
    try (ImageEncoder encoder = OnnxImageEncoder.open(folder, options)) {
      for (int first = 0; first < pixels.size(); first += OnnxImageEncoder.DEFAULT_BATCH) {
        int end = Math.min(pixels.size(), first + OnnxImageEncoder.DEFAULT_BATCH);
        features.addAll(List.of(encoder.encode(joined(pixels.subList(first, end)), end - first)));
      }
    }
    return features;
  }

  private static float[] joined(List<float[]> images) {
    int length = images.get(0).length;
    float[] all = new float[Math.multiplyExact(images.size(), length)];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, all, i * length, length);
    }
    return all;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squareA += (double) a[i] * a[i];
      squareB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(squareA * squareB);
  }
}
