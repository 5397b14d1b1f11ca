package org.softcpt.models.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * The tokenizer that lies beside weights. The one place where a model's tokenizer is looked for:
 * whoever finds none has to be given one, or takes CLIP's own.
 */
final class FolderTokenizer {

  private FolderTokenizer() {}

  static Optional<ClipTokenizer> of(Path folder) throws IOException {
    boolean whole = Files.exists(folder.resolve("tokenizer.json"));
    boolean parts =
        Files.exists(folder.resolve("vocab.json")) && Files.exists(folder.resolve("merges.txt"));
    boolean published = Files.exists(folder.resolve("bpe_simple_vocab_16e6.txt.gz"));
    return whole || parts || published ? Optional.of(ClipTokenizer.open(folder)) : Optional.empty();
  }
}
