package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;

/**
 * The library's first classification in a new process, and what it is made of. Arguments: bundle,
 * image, threads, {@code whole} (open, classify twice) or {@code parts} (digests first, alone).
 */
public final class FirstClassification {

  private FirstClassification() {}

  /**
   * Measures once and prints milliseconds since the process was started.
   *
   * @param arguments bundle, image, threads, whole or parts
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path bundle = Path.of(arguments[0]);
    Path image = Path.of(arguments[1]);
    since("main");
    if (arguments[3].equals("parts")) {
      BundleManifest manifest = BundleManifest.read(bundle);
      since("manifest");
      VerifiedFolder files = new VerifiedFolder(bundle, manifest.files());
      for (String name : manifest.files().sha256().keySet()) {
        files.file(name);
      }
      since("digests");
    }
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[2]));
    try (PromptClassifier classifier = PromptClassifier.open(bundle, options)) {
      since("open");
      classifier.classify(image);
      since("first");
      classifier.classify(image);
      since("second");
    }
  }

  private static void since(String stage) {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    double processor =
        ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    System.out.printf(
        "%-9s %5d ms, processor time %5.0f ms%n",
        stage, System.currentTimeMillis() - start, processor);
  }
}
