package org.softcpt.benchmarks.load;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests at one rate: when each is due, and what became of it. */
final class Stage {

  private final Target target;
  private final AnswerCheck check;
  private final long start;
  private final double rate;
  private final long requests;
  private final Tally tally = new Tally();
  private final Phaser underWay = new Phaser(1); // the sender is a party too

  Stage(Target target, AnswerCheck check, long start, double rate, long requests) {
    this.target = target;
    this.check = check;
    this.start = start;
    this.rate = rate;
    this.requests = requests;
  }

  /** When a request should be sent, as {@link System#nanoTime()} counts. */
  long due(long number) {
    return start + Math.round(number * (TimeUnit.SECONDS.toNanos(1) / rate));
  }

  /** Sends a request that was due at a time, or counts it as not sent. */
  void send(TestImage image, long due) {
    tally.sent(System.nanoTime() - due);
    if (underWay.getUnarrivedParties() > OpenLoop.MOST_UNDER_WAY) {
      tally.answered(Verdict.UNSENT, 0, false);
      return;
    }
    underWay.register();
    target
        .classify(image)
        .whenComplete((answer, failure) -> answered(image, due, answer, failure))
        .whenComplete((answer, failure) -> underWay.arriveAndDeregister());
  }

  private void answered(
      TestImage image,
      long due,
      @Nullable HttpResponse<byte[]> answer,
      @Nullable Throwable failure) {
    long now = System.nanoTime(); // judging takes time too
    Verdict verdict = Verdict.LOST;
    if (answer != null) {
      verdict = check.judge(image, answer.statusCode(), answer.body());
    }
    if (verdict != Verdict.RIGHT) {
      tally.cause(verdict + ": " + cause(answer, failure));
    }
    tally.answered(verdict, now - due, now < due(requests));
  }

  private static String cause(@Nullable HttpResponse<byte[]> answer, @Nullable Throwable failure) {
    if (answer != null) {
      return "status " + answer.statusCode();
    }
    return failure instanceof CompletionException ? "" + failure.getCause() : "" + failure;
  }

  /** Waits until every request has its answer or its time is over. */
  Tally await() {
    underWay.arriveAndAwaitAdvance();
    return tally;
  }
}
