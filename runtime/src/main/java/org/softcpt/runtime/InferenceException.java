package org.softcpt.runtime;

/** ONNX Runtime failed at something that was valid as far as we can tell. */
public final class InferenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what was being done
   * @param cause ONNX Runtime's own exception
   */
  public InferenceException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
