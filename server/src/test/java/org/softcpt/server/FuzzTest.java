package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The fuzzers' targets over their seeds. */
class FuzzTest {

  @Test
  void imagesArePicturesOrRefused() {
    List<byte[]> seeds = FuzzSeeds.images();
    assertTrue(seeds.size() > 100, seeds.size() + " seeds");
    seeds.forEach(ImageFuzz::fuzzerTestOneInput);
  }

  @Test
  void requestsAreUnderstoodOrRefused() {
    List<byte[]> seeds = FuzzSeeds.requests();
    assertTrue(seeds.size() > 100, seeds.size() + " seeds");
    seeds.forEach(RequestFuzz::fuzzerTestOneInput);
  }
}
