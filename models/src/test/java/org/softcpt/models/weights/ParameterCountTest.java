package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.config.ClipConfigs;

class ParameterCountTest {

  @ParameterizedTest // as PyTorch counts open_clip's models, image tower and all
  @CsvSource({
    "rn50, 38316896, 102007137",
    "rn101, 56259936, 119688033",
    "rn50x4, 87137080, 178300601",
    "rn50x16, 167328912, 290979217",
    "vit-b-32, 87849216, 151277313",
    "vit-b-16, 86192640, 149620737",
    "vit-l-14, 303966208, 427616513",
    "vit-l-14-336, 304293888, 427944193",
    "vit-h-14, 632076800, 986109441"
  })
  void namedModelsHaveAsManyAsThePublishedOnes(String name, long image, long all) {
    ParameterCount count = ParameterCount.of(ClipConfigs.named(name));
    assertEquals(image, count.image());
    assertEquals(all, count.total());
  }
}
