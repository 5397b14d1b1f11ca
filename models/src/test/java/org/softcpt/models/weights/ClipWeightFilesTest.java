package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.config.Activation;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;

/** What is no CLIP, or none that can be told apart, and what the user is told. */
class ClipWeightFilesTest extends SpoiledWeights {

  @Test
  void tensorsAloneDoNotSayTheActivation() throws IOException {
    GoldenWeights.unpack("bare", folder);
    assertRefused(
        folder.resolve("state.pt"),
        "tensors alone do not say which activation the model was trained with",
        "give --activation quick-gelu (OpenAI's models,");
  }

  @Test
  void whatIsToldMustNotContradictTheFiles() throws IOException {
    GoldenWeights.unpack("openai-vit", folder);
    ActivationChoice wrong = ActivationChoice.of(Optional.of(Activation.GELU));
    Exception e =
        assertThrows(
            InvalidInputException.class,
            () -> ClipWeightFiles.open(folder.resolve("model.pt"), wrong));
    assertTrue(
        e.getMessage().endsWith("--activation says GELU, the model's own files say QUICK_GELU"),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello, this is a text file", "<!DOCTYPE html>", "{\"a\": 1}"})
  void aFileOfNoKnownFormatIsToldWhatWasLookedFor(String content) throws IOException {
    Path path = Files.writeString(folder.resolve("model.safetensors"), content);
    assertFalse(ClipWeightFiles.matches(path));
    assertRefused(
        path, "no format of weights; looked for safetensors", "PyTorch's zip archive ('PK')");
  }

  @Test
  void aPointerOfGitLfsIsNamed() throws IOException {
    Path path =
        Files.writeString(
            folder.resolve("model.bin"),
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    assertRefused(path, "a pointer of Git LFS, not the weights: fetch them with 'git lfs pull'");
  }

  @Test
  void tensorsOfSomethingElseAreToldWhichNamesWereLookedFor() throws IOException {
    Path path = folder.resolve("other.safetensors");
    new SafetensorsWriter().add("x", FloatTensor.of(new float[1])).write(path);
    assertFalse(ClipWeightFiles.matches(path));
    assertRefused(
        path,
        "1 tensors, not a CLIP's; looked for 'text_model.embeddings.token_embedding.weight'",
        "'token_embedding.weight' (OpenAI's names), 'text.token_embedding.weight'");
  }

  @Test
  void twoModelsInOneFileAreRefused() throws IOException {
    Path path = folder.resolve("two.safetensors");
    FloatTensor tensor = FloatTensor.of(new float[1], 1, 1);
    new SafetensorsWriter()
        .add("token_embedding.weight", tensor)
        .add("module.token_embedding.weight", tensor)
        .write(path);
    assertRefused(path, "2 tensors, of several CLIPs");
  }

  @Test
  void aFolderWithoutAModelIsToldWhatWasLookedFor() {
    assertRefused(
        folder,
        "no CLIP weights; looked for config.json with one of [model.safetensors,",
        "for open_clip_config.json with one of [open_clip_model.safetensors,",
        "found none of them");
  }

  @Test // H/14's 80, g/14's 88: nothing in the tensors says so
  void headsOfAWideBareFileAreNotGuessed() throws IOException {
    Path path = folder.resolve("wide.safetensors");
    new SafetensorsWriter()
        .add("token_embedding.weight", FloatTensor.of(new float[3 * 64], 3, 64))
        .add("text_projection", FloatTensor.of(new float[64], 64, 1))
        .add("visual.conv1.weight", FloatTensor.of(new float[1280 * 3], 1280, 3, 1, 1))
        .add("visual.positional_embedding", FloatTensor.of(new float[2 * 1280], 2, 1280))
        .write(path);
    ActivationChoice gelu = ActivationChoice.of(Optional.of(Activation.GELU));
    Exception e = assertThrows(InvalidInputException.class, () -> ClipWeightFiles.open(path, gelu));
    assertTrue(
        e.getMessage().contains("width 1280 may have any number of attention heads"),
        e.getMessage());
  }
}
