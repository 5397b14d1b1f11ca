package org.softcpt.models.folder;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.models.config.Precision;

/**
 * {@code quality.json}: how far a model folder's image features are from those in single precision.
 * A remark about the folder, made when it was exported; no manifest lists it and nothing is
 * computed from it.
 *
 * @param precision of the model
 * @param imageEncoderSha256 the image encoder that was compared
 * @param samples number of images, at least 1
 * @param source where they came from, for people
 * @param meanCosine mean over the images of the cosine between both features
 * @param leastCosine the worst image's
 */
@JsonNaming(SnakeCaseStrategy.class)
public record QualityReport(
    Precision precision,
    String imageEncoderSha256,
    int samples,
    String source,
    double meanCosine,
    double leastCosine) {

  /** The report's file name. */
  public static final String FILE = "quality.json";

  private static final String FORMAT = "softcpt-quality";
  private static final int VERSION = 1;

  /**
   * Checks that nothing is missing.
   *
   * @throws IllegalArgumentException if so; the message names the component
   */
  public QualityReport {
    ManifestChecks.present("precision", precision);
    ManifestChecks.digest("image_encoder_sha256", imageEncoderSha256);
    ManifestChecks.text("source", source);
    if (samples < 1) {
      throw new IllegalArgumentException("'samples': expected 1 or more, found " + samples);
    }
  }

  /**
   * Reads a folder's report.
   *
   * @param folder the model folder
   * @return its report
   * @throws org.softcpt.models.io.InvalidInputException if it is missing or wrong
   * @throws IOException if reading fails
   */
  public static QualityReport read(Path folder) throws IOException {
    return VersionedJson.read(folder.resolve(FILE), FORMAT, VERSION, QualityReport.class);
  }

  /**
   * Writes the report into a model folder, atomically.
   *
   * @param folder the model folder
   * @throws IOException if writing fails
   */
  public void write(Path folder) throws IOException {
    VersionedJson.write(folder.resolve(FILE), FORMAT, VERSION, this);
  }

  /**
   * The cosine below which a user should be warned: one that rounding of a sound model stays above.
   *
   * @return the least cosine that is expected
   */
  public double expected() {
    return switch (precision) {
      case INT8 -> 0.999;
      case FP16, FP32 -> 0.9999;
    };
  }
}
