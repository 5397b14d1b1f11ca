package org.softcpt.benchmarks.load;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Sends requests at a constant rate, whether or not earlier ones were answered. */
final class OpenLoop {

  /** Requests without an answer; further ones are not sent, but counted. */
  static final int MOST_UNDER_WAY = 10_000;

  private final Target target;
  private final TestImages images;
  private final AnswerCheck check;
  private final Reloads reloads;

  /**
   * Prepares a load.
   *
   * @param target gets the requests
   * @param images one of them is drawn for each request
   * @param check judges the answers
   * @param reloads what happens besides
   */
  OpenLoop(Target target, TestImages images, AnswerCheck check, Reloads reloads) {
    this.target = target;
    this.images = images;
    this.check = check;
    this.reloads = reloads;
  }

  /**
   * Sends one stage and waits for its last answer.
   *
   * @param rate requests a second
   * @param requests how many
   * @param seed draws the images
   */
  Tally run(double rate, long requests, long seed) {
    Stage stage = new Stage(target, check, System.nanoTime(), rate, requests);
    SplittableRandom random = new SplittableRandom(seed);
    List<TestImage> choice = images.images();
    for (long number = 0; number < requests; number++) {
      sleepUntil(stage.due(number));
      reloads.beforeRequest();
      stage.send(choice.get(random.nextInt(choice.size())), stage.due(number));
    }
    return stage.await();
  }

  private static void sleepUntil(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
