package org.softcpt.models.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;

/**
 * Reads {@code preprocessor_config.json} of a {@code CLIPImageProcessor}, in the old form ({@code
 * "size": 224}) and the new one ({@code "size": {"shortest_edge": 224}}). What would make other
 * pixels than CLIP's preprocessing does is refused, never ignored.
 */
final class PreprocessorFile {

  private static final int BICUBIC = 3;
  private static final int DEFAULT_SIDE = 224;
  private static final double RESCALE = 1.0 / 255;

  /** A factor printed as a single-precision number is this near, relative. */
  private static final double RESCALE_TOLERANCE = 1e-6;

  private final ConfigFields fields;

  private PreprocessorFile(ConfigFields fields) {
    this.fields = fields;
  }

  static Preprocessing read(Path file, int imageSize) throws IOException {
    PreprocessorFile reader = new PreprocessorFile(ConfigFields.read(file));
    reader.checkSteps();
    int crop = reader.crop();
    if (crop != imageSize) {
      throw reader.fields.wrong("crop_size", "the model's image size " + imageSize, crop);
    }
    Preprocessing byDefault = Preprocessing.clip(crop);
    try {
      return new Preprocessing(
          reader.resize(),
          crop,
          reader.fields.numbers("image_mean", byDefault.mean()),
          reader.fields.numbers("image_std", byDefault.std()));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  private void checkSteps() throws InvalidInputException {
    for (String step : List.of("do_resize", "do_center_crop", "do_rescale", "do_normalize")) {
      if (fields.has(step) && !fields.value(step).asText().equals("true")) {
        throw fields.wrong(step, true, fields.value(step));
      }
    }
    double resample = fields.number("resample", BICUBIC);
    if (resample != BICUBIC) {
      throw fields.wrong("resample", BICUBIC + " (bicubic)", fields.value("resample"));
    }
    double rescale = fields.number("rescale_factor", RESCALE);
    if (!(Math.abs(rescale / RESCALE - 1) < RESCALE_TOLERANCE)) {
      throw fields.wrong("rescale_factor", "1/255", rescale);
    }
  }

  private int resize() throws InvalidInputException {
    JsonNode size = fields.value("size");
    if (!size.isObject()) {
      return fields.size("size", DEFAULT_SIDE);
    }
    if (!size.has("shortest_edge") || size.size() != 1) {
      throw fields.wrong("size", "a number or {\"shortest_edge\": number}", size);
    }
    return fields.child("size").size("shortest_edge", DEFAULT_SIDE);
  }

  private int crop() throws InvalidInputException {
    JsonNode crop = fields.value("crop_size");
    if (!crop.isObject()) {
      return fields.size("crop_size", DEFAULT_SIDE);
    }
    int height = fields.child("crop_size").size("height", DEFAULT_SIDE);
    if (height != fields.child("crop_size").size("width", DEFAULT_SIDE)) {
      throw fields.wrong("crop_size", "square", crop);
    }
    return height;
  }
}
