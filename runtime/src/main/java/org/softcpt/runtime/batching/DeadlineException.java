package org.softcpt.runtime.batching;

import java.io.Serial;

/** An image waited longer than its sender wants to wait; it was not encoded. */
public final class DeadlineException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  DeadlineException() {
    super("the deadline passed while the image waited to be encoded");
  }
}
