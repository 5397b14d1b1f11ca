package org.softcpt.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.softcpt.models.io.Json;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;

/**
 * Texts a second of one thread; the peers are timed by {@code benchmarks/peers/tokens.py} on the
 * same file. All remember words they have met, so the first pass is given apart.
 */
final class TokenizerBenchmark {

  private static final int RUNS = 15;

  private TokenizerBenchmark() {}

  /**
   * Times both flavours.
   *
   * @param arguments the golden corpus, {@code tokens.jsonl.gz}
   * @throws IOException if it cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    List<String> texts = texts(Path.of(arguments[0]));
    for (TextFlavour flavour : TextFlavour.values()) {
      ClipTokenizer tokenizer = ClipTokenizer.clip(flavour);
      Runnable pass = () -> texts.forEach(tokenizer::encode);
      Timing first = Timing.of(0, 1, pass);
      Timing later = Timing.of(3, RUNS, pass);
      System.out.printf(
          "%s: %d texts, first pass %.0f texts/s, then %.0f (%.0f to %.0f, %d runs)%n",
          flavour.label(),
          texts.size(),
          texts.size() / first.median(),
          texts.size() / later.median(),
          texts.size() / later.maximum(),
          texts.size() / later.minimum(),
          later.runs());
    }
  }

  private static List<String> texts(Path corpus) throws IOException {
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = Json.mapper().readTree(line);
        texts.add(row.get(0).asText());
      }
    }
    return texts;
  }
}
