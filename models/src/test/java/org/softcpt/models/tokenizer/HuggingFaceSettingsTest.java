package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.Golden;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/**
 * Settings besides the vocabulary. What is expected of special tokens in capitals was tried with
 * transformers 5.23.0: {@code CLIPTokenizer.from_pretrained} of folders of each kind.
 */
class HuggingFaceSettingsTest {

  private static final String CAPITALS = "<|STARTOFTEXT|>";
  private static final String BOS_NORMALIZED =
      "{\"bos_token\":{\"content\":\"<|startoftext|>\",\"normalized\":true}}";

  @TempDir Path folder;

  @Test
  void specialTokensAreLiteralInAPlainFolder() throws IOException {
    copyTwo();
    assertKnowsCapitals(false);
  }

  @Test
  void twoFilesTakeTheStartFromTheMapOrTheConfiguration() throws IOException {
    copyTwo();
    for (String file : new String[] {"special_tokens_map.json", "tokenizer_config.json"}) {
      Files.writeString(folder.resolve(file), BOS_NORMALIZED);
      assertKnowsCapitals(true);
      Files.delete(folder.resolve(file));
    }
    Files.writeString(
        folder.resolve("special_tokens_map.json"), "{\"bos_token\":\"<|startoftext|>\"}");
    assertKnowsCapitals(false);
  }

  @Test
  void oneFileSaysItItselfUnlessTheConfigurationListsAddedTokens() throws IOException {
    writeWhole(root -> {});
    Files.writeString(folder.resolve("special_tokens_map.json"), BOS_NORMALIZED);
    assertKnowsCapitals(false);
    writeWhole(root -> ((ObjectNode) root.path("added_tokens").path(0)).put("normalized", true));
    assertKnowsCapitals(true);
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"added_tokens_decoder\":{\"632\":{\"content\":\"<|startoftext|>\",\"normalized\":false}}}");
    assertKnowsCapitals(false);
  }

  @Test
  void whatWasReadIsWritten() throws IOException {
    copyTwo();
    Files.writeString(folder.resolve("special_tokens_map.json"), BOS_NORMALIZED);
    Path copy = folder.resolve("copy");
    ClipTokenizer.open(folder).write(copy);
    int[] expected = {ClipTokenizer.open(copy).bos()};
    assertArrayEquals(expected, ClipTokenizer.open(copy).encode(CAPITALS));
  }

  @Test
  void otherCleaningIsRefused() throws IOException {
    writeWhole(root -> root.putNull("normalizer"));
    assertRefused("tokenizer.json: normalizer must be CLIP's (NFC, Replace of white space, Lower");
    writeWhole(root -> ((ObjectNode) root.path("normalizer")).withArray("normalizers").remove(0));
    assertRefused("tokenizer.json: normalizer must be CLIP's");
  }

  @Test
  void otherSplittingIsRefused() throws IOException {
    writeWhole(root -> split(root, 0).putObject("pattern").put("Regex", "\\w+"));
    assertRefused("tokenizer.json: pre_tokenizer must be CLIP's (CLIP's Split, then ByteLevel)");
    writeWhole(root -> split(root, 1).put("use_regex", false));
    assertRefused("tokenizer.json: pre_tokenizer must be CLIP's");
    writeWhole(root -> split(root, 1).put("add_prefix_space", true));
    assertRefused("tokenizer.json: pre_tokenizer must be CLIP's");
    writeWhole(root -> root.remove("pre_tokenizer"));
    assertRefused("tokenizer.json: pre_tokenizer must be CLIP's");
  }

  @Test // as in the files of models published before 2023: the pattern without special tokens
  void theOlderPatternIsClipsToo() throws IOException {
    writeWhole(
        root ->
            split(root, 0)
                .putObject("pattern")
                .put("Regex", "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"));
    assertEquals(TextFlavour.HUGGING_FACE, ClipTokenizer.open(folder).flavour());
  }

  @Test
  void wholeWordTokensAreRefused() throws IOException {
    writeWhole(root -> ((ObjectNode) root.path("added_tokens").path(0)).put("single_word", true));
    assertRefused("expected a content and single_word false");
  }

  @Test
  void ourOwnSettingsAreChecked() throws IOException {
    copyTwo();
    writeSettings("klingon", "[]");
    assertRefused("settings.json: tokenizer flavour: expected openai or hugging-face");
    writeSettings("hugging-face", "[{\"content\":\"<pad>\",\"normalized\":false}]");
    assertRefused("the added token '<pad>', is not in the vocabulary");
    writeSettings("openai", "[{\"content\":\"<|startoftext|>\",\"normalized\":false}]");
    assertRefused("OpenAI's takes no added_tokens");
  }

  private void copyTwo() throws IOException {
    for (String name : new String[] {"vocab.json", "merges.txt"}) {
      Files.copy(Golden.path("small-vocabulary").resolve(name), folder.resolve(name));
    }
  }

  private void writeWhole(Consumer<ObjectNode> change) throws IOException {
    ObjectNode root = (ObjectNode) Json.read(Golden.path("tiny-clip").resolve("tokenizer.json"));
    change.accept(root);
    Json.write(folder.resolve("tokenizer.json"), root);
  }

  private static ObjectNode split(ObjectNode root, int step) {
    return (ObjectNode) root.path("pre_tokenizer").path("pretokenizers").path(step);
  }

  private void writeSettings(String flavour, String tokens) throws IOException {
    Files.writeString(
        folder.resolve("settings.json"),
        "{\"format\":\"softcpt-tokenizer\",\"version\":1,\"flavour\":\"%s\",\"added_tokens\":%s}"
            .formatted(flavour, tokens));
  }

  private void assertKnowsCapitals(boolean known) throws IOException {
    assertEquals(known, ClipTokenizer.open(folder).encode(CAPITALS).length == 1);
  }

  private void assertRefused(String reason) {
    Exception e = assertThrows(InvalidInputException.class, () -> ClipTokenizer.open(folder));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
