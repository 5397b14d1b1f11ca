package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;

/**
 * Loads a server at constant rates and judges every answer. Started without arguments it lists its
 * options. Exit code 1 if an answer was wrong, crossed or lost, or a reload failed.
 */
public final class LoadTest {

  private final LoadOptions options;
  private final TestImages images;
  private final AnswerCheck check;
  private final Reloads reloads;
  private final OpenLoop load;

  private LoadTest(LoadOptions options, TestImages images) {
    this.options = options;
    this.images = images;
    Target target = new Target(options.server(), options.timeout());
    check = new AnswerCheck(images, options.tolerance());
    reloads = new Reloads(target, options.reload(), options.versions(), options.reloadEvery());
    load = new OpenLoop(target, images, check, reloads);
  }

  /**
   * Measures and prints.
   *
   * @param arguments see {@link LoadOptions}
   * @throws IOException if bundle or images cannot be read, or the result cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    LoadOptions options;
    try {
      options = LoadOptions.parse(arguments);
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("command", String.join(" ", arguments));
    boolean good = run(options, result);
    if (options.out().isPresent()) {
      Json.write(options.out().get(), result);
    }
    System.exit(good ? 0 : 1); // the HTTP client's threads would keep the process for a while
  }

  /**
   * Runs all stages.
   *
   * @param result gets the figures
   * @return whether every request was answered rightly or turned away
   */
  static boolean run(LoadOptions options, Map<String, Object> result) throws IOException {
    SessionOptions one = new SessionOptions(Device.cpu(), 1).withoutSpinning();
    TestImages images = TestImages.read(options.images(), options.bundle(), one);
    images.requireDistinct(options.tolerance());
    return new LoadTest(options, images).run(result);
  }

  private boolean run(Map<String, Object> result) {
    result.put("seed", options.seed());
    result.put("machine", MachineFacts.now());
    result.put("images", images.images().size());
    result.put("image_bytes", images.bytes());
    result.put("least_distance_of_two_images", images.leastDistance());
    System.out.println("load test " + result);
    if (options.warmUp() > 0) {
      double rate = options.rates().get(0);
      load.run(rate, Math.round(rate * options.warmUp()), options.seed() - 1);
    }
    boolean good = stages(result) && reloads.failures() == 0;
    result.put("reloads", reloads.figures());
    result.put("largest_deviation", check.deviation());
    options.reload().ifPresent(name -> System.out.println("reloads of " + name + ": " + reloads));
    System.out.printf("largest deviation of a right answer %.2g%n", check.deviation());
    return good;
  }

  private boolean stages(Map<String, Object> result) {
    if (options.process().isEmpty()) {
      return loads(result);
    }
    try (ResidentMemory memory = new ResidentMemory(options.process().getAsLong())) {
      boolean good = loads(result);
      result.put("server_memory", memory.figures());
      System.out.println("server's resident memory: " + memory.figures());
      return good;
    }
  }

  private boolean loads(Map<String, Object> result) {
    List<Object> stages = new ArrayList<>();
    result.put("stages", stages);
    boolean good = true;
    for (double rate : options.rates()) {
      double before = processorSeconds();
      Tally tally = load.run(rate, Math.round(rate * options.seconds()), options.seed());
      double processor = processorSeconds() - before;
      StageReport report = new StageReport(rate, options.seconds(), processor, tally);
      System.out.println(report);
      stages.add(report.figures());
      good &= report.good();
    }
    return good;
  }

  /** Processor time the watched process has had; NaN if none is watched. */
  private double processorSeconds() {
    return options.process().isEmpty()
        ? Double.NaN
        : ProcessHandle.of(options.process().getAsLong())
            .flatMap(process -> process.info().totalCpuDuration())
            .map(time -> time.toNanos() / 1e9)
            .orElse(Double.NaN);
  }
}
