package org.softcpt.benchmarks.load;

/** What became of one request. */
enum Verdict {
  /** Answered, and as the library answers for this image. */
  RIGHT,
  /** Answered with what belongs to another image. */
  CROSSED,
  /** Answered with what belongs to none of the images. */
  WRONG,
  /** Turned away, status 429 or 503. */
  REJECTED,
  /** Another status. */
  FAILED,
  /** No answer: the connection broke, or the time was over. */
  LOST,
  /** Not sent, because too many requests were under way. */
  UNSENT
}
