package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.softcpt.models.image.Conventions.Grey.CLIPPED;
import static org.softcpt.models.image.Conventions.Orientation.APPLIED;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.image.Conventions.Colours;
import org.softcpt.models.io.Json;

class PreprocessingTest {

  @Test
  void survivesJson() throws JsonProcessingException {
    Preprocessing clip = Preprocessing.clip(224);
    assertEquals(clip, Json.mapper().readValue(Json.line(clip), Preprocessing.class));
    Preprocessing other = clip.with(new Conventions(Colours.RESIZED_FIRST, APPLIED, CLIPPED));
    assertEquals(other, Json.mapper().readValue(Json.line(other), Preprocessing.class));
  }

  @Test // a few kilobytes as PNG; 224 · 10,000,000 exceeds an int
  void refusesImagesThatAreTooNarrow() {
    Preprocessor preprocessor = new Preprocessor(Preprocessing.clip(224));
    RgbImage narrow = new RgbImage(1, 10_000_000, new byte[30_000_000]);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> preprocessor.apply(narrow));
    assertEquals("too narrow to be resized: 1 x 10000000 pixels", refused.getMessage());
  }

  @Test // the digest is stored in caches: it must not change by accident
  void digestNamesTheCanonicalText() {
    Preprocessing clip = Preprocessing.clip(224);
    assertEquals(
        "resize 224 bicubic; crop 224; mean 0.48145466 0.4578275 0.40821073;"
            + " std 0.26862954 0.26130258 0.27577711",
        clip.canonical());
    assertEquals("a8c582ee7124452a5b2e3d5fb7233f6cd9e3fc228ae369690db7b0dbec8352e4", clip.sha256());
  }

  @Test
  void digestDependsOnEveryComponent() {
    List<Double> half = List.of(0.5, 0.5, 0.5);
    List<Double> other = List.of(0.5, 0.5, 0.25);
    String digest = new Preprocessing(8, 7, half, half).sha256();
    assertNotEquals(digest, new Preprocessing(9, 7, half, half).sha256());
    assertNotEquals(digest, new Preprocessing(8, 6, half, half).sha256());
    assertNotEquals(digest, new Preprocessing(8, 7, other, half).sha256());
    assertNotEquals(digest, new Preprocessing(8, 7, half, other).sha256());
    Conventions usual = Conventions.DEFAULT;
    for (Conventions changed :
        List.of(
            usual.with(APPLIED),
            usual.with(Colours.RESIZED_FIRST),
            usual.with(Colours.RGB_FIRST_ON_WHITE),
            new Conventions(usual.colours(), usual.orientation(), CLIPPED))) {
      assertNotEquals(digest, new Preprocessing(8, 7, half, half, changed).sha256());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "8, 9", "8, 0", "8, -1", "5000, 224", "-1, -2"})
  void rejectsUnusableSizes(int resize, int crop) {
    List<Double> half = List.of(0.5, 0.5, 0.5);
    assertThrows(IllegalArgumentException.class, () -> new Preprocessing(resize, crop, half, half));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'resize':8,'crop':8,'std':[1,1,1]}",
        "{'resize':8,'crop':8,'mean':[0,0],'std':[1,1,1]}",
        "{'resize':8,'crop':8,'mean':[0,0,null],'std':[1,1,1]}",
        "{'resize':8,'crop':8,'mean':[0,0,'NaN'],'std':[1,1,1]}",
        "{'resize':8,'crop':8,'mean':[0,0,0],'std':[1,1,0]}",
        "{'resize':8,'crop':8,'mean':[0,0,0],'std':[1,1,-1]}",
        "{'resize':8,'crop':8,'mean':[0,0,0],'std':[1,1,1]}",
      })
  void rejectsUnusableMeanAndDeviation(String json) {
    Exception error =
        assertThrows(
            JsonProcessingException.class,
            () -> Json.mapper().readValue(json.replace('\'', '"'), Preprocessing.class));
    assertTrue(error.getMessage().contains("preprocessing: expected"), error.getMessage());
  }
}
