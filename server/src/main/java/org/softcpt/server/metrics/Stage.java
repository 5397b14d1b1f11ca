package org.softcpt.server.metrics;

/** Where the time of a classified image goes. */
public enum Stage {
  /** From bytes to preprocessed pixels. */
  DECODE,
  /** Waiting for a place in a batch. */
  QUEUE,
  /** In the image encoder, with the others of its batch. */
  ENCODE,
  /** From the request's headers to its answer. */
  TOTAL
}
