package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.InvalidInputException;

/** Which files make one CLIP, for repositories as they are found on the public hub. */
class ClipFilesTest {

  @Test // as openai/clip-vit-large-patch14
  void safetensorsBeforeOtherCopiesOfTheWeights() throws InvalidInputException {
    assertEquals(
        List.of("config.json", "model.safetensors", "vocab.json"),
        choose(
            "clip",
            "config.json",
            "flax_model.msgpack",
            "model.safetensors",
            "pytorch_model.bin",
            "tf_model.h5",
            "vocab.json"));
  }

  @Test // as openai/clip-vit-base-patch32
  void pickleWhereThereIsNothingElse() throws InvalidInputException {
    assertEquals(
        List.of("config.json", "pytorch_model.bin"),
        choose("clip", "config.json", "pytorch_model.bin", "tf_model.h5"));
  }

  @Test // as laion/CLIP-ViT-H-14-laion2B-s32B-b79K: both layouts, with and without safetensors
  void oneLayoutOfTwo() throws InvalidInputException {
    String[] pickles = {
      "config.json", "open_clip_config.json", "open_clip_pytorch_model.bin", "pytorch_model.bin"
    };
    assertEquals(List.of("config.json", "pytorch_model.bin"), choose("clip", pickles));
    assertEquals(
        List.of("open_clip_config.json", "open_clip_model.safetensors"),
        choose("clip", and(pickles, "open_clip_model.safetensors")));
    assertEquals(
        List.of("config.json", "model.safetensors"),
        choose("clip", and(pickles, "open_clip_model.safetensors", "model.safetensors")));
  }

  @Test // as timm/resnet50_clip.openai, whose model.safetensors is the image tower alone
  void timmsOwnWeightsAreNotClips() throws InvalidInputException {
    String[] files = {
      "config.json", "model.safetensors", "open_clip_config.json", "open_clip_model.safetensors"
    };
    assertEquals(
        List.of("open_clip_config.json", "open_clip_model.safetensors"), choose(null, files));
  }

  @Test
  void shardsWithTheirIndex() throws InvalidInputException {
    String[] files = {
      "config.json",
      "model-00001-of-00002.safetensors",
      "model-00002-of-00002.safetensors",
      "model.safetensors.index.json"
    };
    assertEquals(List.of(files), choose("clip", files));
    assertRefused("expected the 2 shards", "clip", files[0], files[1], files[3]);
    assertRefused("expected the 0 shards", "clip", files[0], files[3]);
  }

  @Test
  void otherModelsAreRefused() {
    assertRefused("(its type is 'bert')", "bert", "config.json", "model.safetensors");
    assertRefused("no CLIP found", null, "README.md");
    assertRefused("no CLIP found", "clip", "config.json", "flax_model.msgpack");
  }

  @Test
  void globsReachIntoFoldersOnlyWhenAskedTo() throws InvalidInputException {
    RepoListing listing = listing(null, "a.txt", "sub/b.txt", "pull.json");
    assertEquals(List.of("a.txt"), chosen(listing, "*"));
    assertEquals(List.of("a.txt", "sub/b.txt"), chosen(listing, "**"));
    assertEquals(List.of("sub/b.txt"), chosen(listing, "sub/*"));
    InvalidInputException none =
        assertThrows(InvalidInputException.class, () -> chosen(listing, "*.bin"));
    assertTrue(none.getMessage().contains("there are a.txt, sub/b.txt"), none.getMessage());
    assertThrows(InvalidInputException.class, () -> chosen(listing, "[a"));
  }

  private static List<String> chosen(RepoListing listing, String glob)
      throws InvalidInputException {
    return new ClipFiles(new RepoId("a/b"), listing).choose(List.of(glob));
  }

  private static List<String> choose(@Nullable String type, String... names)
      throws InvalidInputException {
    return new ClipFiles(new RepoId("a/b"), listing(type, names)).choose(List.of());
  }

  private static void assertRefused(String reason, @Nullable String type, String... names) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> choose(type, names));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  private static RepoListing listing(@Nullable String type, String... names) {
    return new RepoListing(
        TestHub.COMMIT, type, null, Stream.of(names).map(name -> new HubFile(name, null)).toList());
  }

  private static String[] and(String[] names, String... more) {
    return Stream.concat(Stream.of(names), Stream.of(more)).toArray(String[]::new);
  }
}
