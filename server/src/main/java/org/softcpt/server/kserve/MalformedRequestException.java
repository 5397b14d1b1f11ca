package org.softcpt.server.kserve;

/** An infer request that is not as the protocol says; one line: thing, expected, found. */
public final class MalformedRequestException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * Says what is wrong.
   *
   * @param message one line
   */
  public MalformedRequestException(String message) {
    super(message);
  }
}
