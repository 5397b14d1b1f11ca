package org.softcpt.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

/**
 * What the way over HTTP costs one request on an idle server: for each image in turn the request,
 * then decoding and preprocessing, then a bare run of the session, the latter two in this process.
 * On a machine whose cores are not equally fast at that moment, what the server itself reports for
 * decoding and encoding is the fairer thing to subtract; both are printed. Arguments: server,
 * bundle, folder of images, rounds, threads of the session.
 */
public final class HttpOverhead {

  private final Target target;
  private final AnswerCheck check;
  private final Preprocessor preprocessor;
  private final Latencies http = new Latencies();
  private final Latencies decode = new Latencies();
  private final Latencies bare = new Latencies();
  private final Latencies overhead = new Latencies();
  private final Latencies rest = new Latencies();

  private HttpOverhead(Target target, AnswerCheck check, Preprocessor preprocessor) {
    this.target = target;
    this.check = check;
    this.preprocessor = preprocessor;
  }

  /**
   * Measures and prints; the first third of the rounds is warm-up.
   *
   * @param arguments server, bundle, images, rounds, threads
   * @throws IOException if bundle or images cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path bundle = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    SessionOptions options = new SessionOptions(Device.cpu(), threads).withoutSpinning();
    TestImages images = TestImages.read(Path.of(arguments[2]), bundle, options);
    Target target = new Target(URI.create(arguments[0]), Duration.ofSeconds(30));
    Preprocessor preprocessor = new Preprocessor(BundleManifest.read(bundle).preprocessing());
    System.out.println("overhead " + Arrays.toString(arguments) + " " + MachineFacts.now());
    AnswerCheck check = new AnswerCheck(images, 1e-4);
    HttpOverhead warmUp = new HttpOverhead(target, check, preprocessor);
    HttpOverhead measured = new HttpOverhead(target, check, preprocessor);
    try (BareSession session = new BareSession(bundle, threads, false)) {
      for (int round = 0; round < rounds; round++) {
        (round < rounds / 3 ? warmUp : measured).round(images, session);
      }
    }
    measured.print();
    System.exit(0); // the HTTP client's threads would keep the process for a while
  }

  private void round(TestImages images, BareSession session) throws IOException {
    FloatBuffer pixels = session.pixels(1);
    for (TestImage image : images.images()) {
      long start = System.nanoTime();
      HttpResponse<byte[]> answer = target.classify(image).join();
      long answered = System.nanoTime();
      Verdict verdict = check.judge(image, answer.statusCode(), answer.body());
      if (verdict != Verdict.RIGHT) {
        throw new IOException(
            "%s: %s, status %d".formatted(image.name(), verdict, answer.statusCode()));
      }
      long decodeStart = System.nanoTime();
      float[] values = preprocessor.apply(ImageDecoder.decode(image.content(), image.name()));
      long decoded = System.nanoTime() - decodeStart;
      pixels.clear().put(values).flip();
      record(answered - start, decoded, session.run(pixels, 1));
      rest.record(answered - start - stages(answer.body()));
    }
  }

  /** Nanoseconds that the server says it spent on the image itself. */
  private static long stages(byte[] answer) throws IOException {
    JsonNode milliseconds = Json.mapper().readTree(answer).path("milliseconds");
    return Math.round(
        1e6 * (milliseconds.path("decode").asDouble() + milliseconds.path("encode").asDouble()));
  }

  private void record(long httpNanos, long decodeNanos, long bareNanos) {
    http.record(httpNanos);
    decode.record(decodeNanos);
    bare.record(bareNanos);
    overhead.record(httpNanos - decodeNanos - bareNanos); // less than nothing counts as nothing
  }

  private void print() {
    System.out.println("request over HTTP        " + http);
    System.out.println("decode and preprocess    " + decode);
    System.out.println("bare run                 " + bare);
    System.out.println("request less the two     " + overhead);
    System.out.println("request less the server's own decode and encode " + rest);
  }
}
