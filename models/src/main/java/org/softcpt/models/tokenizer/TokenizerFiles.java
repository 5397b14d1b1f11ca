package org.softcpt.models.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.InvalidInputException;

/** A tokenizer's files in a folder, and which of them decide when there are several kinds. */
final class TokenizerFiles {

  private static final String SETTINGS = "settings.json";
  private static final String FORMAT = "softcpt-tokenizer";
  private static final int VERSION = 1;

  private TokenizerFiles() {}

  /** Our own settings first, then Hugging Face's layouts, then OpenAI's file. */
  static ClipTokenizer read(Path folder) throws IOException {
    if (isOurs(folder)) {
      Vocabulary vocabulary = VocabularyFiles.readTwo(folder);
      Path file = folder.resolve(SETTINGS);
      TokenizerSettings settings =
          VersionedJson.read(file, FORMAT, VERSION, TokenizerSettings.class);
      for (AddedToken token : settings.addedTokens()) {
        vocabulary.require(file, token.content(), "the added token");
      }
      return new ClipTokenizer(vocabulary, settings);
    }
    if (Files.exists(folder.resolve(VocabularyFiles.WHOLE)) || VocabularyFiles.hasTwo(folder)) {
      return new ClipTokenizer(VocabularyFiles.read(folder), HuggingFaceSettings.read(folder));
    }
    Path published = folder.resolve(PublishedMerges.FILE);
    if (Files.exists(published)) {
      return new ClipTokenizer(PublishedMerges.read(published), TokenizerSettings.OPENAI);
    }
    throw new InvalidInputException(
        "%s: no tokenizer: expected %s, or %s and %s, or %s"
            .formatted(
                folder,
                VocabularyFiles.WHOLE,
                VocabularyFiles.TOKENS,
                VocabularyFiles.MERGES,
                PublishedMerges.FILE));
  }

  static void write(Vocabulary vocabulary, TokenizerSettings settings, Path folder)
      throws IOException {
    VocabularyFiles.write(vocabulary, folder);
    VersionedJson.write(folder.resolve(SETTINGS), FORMAT, VERSION, settings);
  }

  private static boolean isOurs(Path folder) {
    return Files.exists(folder.resolve(SETTINGS)) && VocabularyFiles.hasTwo(folder);
  }
}
