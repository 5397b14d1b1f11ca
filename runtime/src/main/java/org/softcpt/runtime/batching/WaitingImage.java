package org.softcpt.runtime.batching;

import java.util.concurrent.CompletableFuture;

/**
 * An image in the queue.
 *
 * @param pixels {@code [3, S, S]}
 * @param arrived {@link System#nanoTime()} then
 * @param deadline {@link System#nanoTime()} after which nobody wants it any more
 * @param answer its feature
 */
record WaitingImage(
    float[] pixels, long arrived, long deadline, CompletableFuture<EncodedImage> answer) {

  boolean expired(long now) {
    return now - deadline > 0;
  }

  /** Whether nobody wants the answer: it was cancelled, say because the sender went away. */
  boolean abandoned() {
    return answer.isDone();
  }
}
