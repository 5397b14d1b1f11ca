package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;

class PreprocessorFileTest {

  @TempDir Path folder;

  @ParameterizedTest // nothing, OpenAI's of 2021, transformers' of today, a factor in single
  // precision
  @ValueSource(
      strings = {
        "{}",
        "{\"crop_size\":224,\"do_center_crop\":true,\"do_normalize\":true,\"do_resize\":true,"
            + "\"feature_extractor_type\":\"CLIPFeatureExtractor\","
            + "\"image_mean\":[0.48145466,0.4578275,0.40821073],"
            + "\"image_std\":[0.26862954,0.26130258,0.27577711],\"resample\":3,\"size\":224}",
        "{\"crop_size\":{\"height\":224,\"width\":224},\"size\":{\"shortest_edge\":224},"
            + "\"do_rescale\":true,\"rescale_factor\":0.00392156862745098,\"do_convert_rgb\":true}",
        "{\"rescale_factor\":0.003921569}"
      })
  void readsClipsPreprocessingInEveryForm(String json) throws IOException {
    assertEquals(Preprocessing.clip(224), read(json, 224));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"size\":256}", "{\"size\":{\"shortest_edge\":256}}"})
  void resizeMayExceedTheCrop(String json) throws IOException {
    assertEquals(256, read(json, 224).resize());
    assertEquals(224, read(json, 224).crop());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"image_mean\":[0.5,0.4,0.25],\"image_std\":[1,2,0.125]}"})
  void readsOtherMeansAndDeviations(String json) throws IOException {
    assertEquals(List.of(0.5, 0.4, 0.25), read(json, 224).mean());
    assertEquals(List.of(1.0, 2.0, 0.125), read(json, 224).std());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null | expected a JSON object of settings
          [] | expected a JSON object of settings
          {"resample":2} | resample must be 3 (bicubic), is 2
          {"do_resize":false} | do_resize must be true, is false
          {"do_center_crop":false} | do_center_crop must be true, is false
          {"do_normalize":0} | do_normalize must be true, is 0
          {"do_rescale":false} | do_rescale must be true, is false
          {"rescale_factor":1} | rescale_factor must be 1/255, is 1.0
          {"size":{"height":224,"width":224}} | size must be a number or {"shortest_edge": number}, is
          {"size":{"shortest_edge":224,"longest_edge":300}} | size must be a number or
          {"size":{"shortest_edge":"x"}} | size.shortest_edge must be a whole number
          {"size":-1} | size must be a whole number in 1..16777216, is -1
          {"size":5000} | preprocessing: expected crop and resize
          {"size":200} | preprocessing: expected crop and resize
          {"crop_size":225} | crop_size must be the model's image size 224, is 225
          {"crop_size":{"height":224,"width":225}} | crop_size must be square, is
          {"image_mean":[0.5]} | preprocessing: expected mean: three finite numbers
          {"image_mean":0.5} | preprocessing: expected mean: three finite numbers
          {"image_std":[1,1,"x"]} | image_std must be three numbers, is [1,1,"x"]
          {"image_std":[1,1,0]} | preprocessing: expected std: three above zero
          """)
  void whatWouldMakeOtherPixelsIsRefused(String json, String reason) {
    Exception e = assertThrows(InvalidInputException.class, () -> read(json, 224));
    assertTrue(e.getMessage().contains("preprocessor_config.json: "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private Preprocessing read(String json, int imageSize) throws IOException {
    Path file = Files.writeString(folder.resolve("preprocessor_config.json"), json);
    return PreprocessorFile.read(file, imageSize);
  }
}
