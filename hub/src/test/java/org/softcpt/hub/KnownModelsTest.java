package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

class KnownModelsTest {

  /** What the repositories' pages say of their weights' files, in megabytes as they round them. */
  private static final Map<String, Long> STATED =
      Map.of(
          "ViT-B/32", 605L,
          "ViT-B/16", 599L,
          "ViT-L/14", 1710L,
          "ViT-L/14@336", 1710L,
          "ViT-H/14", 3940L,
          "ViT-bigG/14", 10_200L,
          "RN50", 408L,
          "RN101", 479L,
          "RN50x4", 714L);

  @Test // half a per cent: the pages round to three digits, and files have headers
  void sizesAreThoseOfTheRepositoriesPages() {
    for (KnownModel model : KnownModels.all()) {
      double stated = STATED.get(model.architecture()) * 1e6;
      assertEquals(1, model.bytes() / stated, 0.005, model.id());
    }
  }

  @Test
  void rowsAreWellFormed() throws InvalidInputException {
    List<KnownModel> all = KnownModels.all();
    for (KnownModel model : all) {
      assertEquals(model.id(), RepoId.parse(model.id()).value());
      assertTrue(Set.of("yes", "untested").contains(model.export()), model.id());
      assertTrue(Set.of("Hugging Face", "open_clip").contains(model.layout()), model.id());
      assertTrue(!model.license().isBlank(), model.id());
    }
    assertEquals(all.size(), all.stream().map(KnownModel::id).collect(Collectors.toSet()).size());
  }

  @Test // the count that transformers and open_clip give for ViT-B/32
  void parametersAreCountedFromTheArchitecture() {
    assertEquals(151_277_313, KnownModels.all().get(0).parameters());
  }
}
