package org.softcpt.runtime;

/**
 * Where a graph runs.
 *
 * @param kind processor
 * @param index which GPU, from 0; 0 for the CPU
 */
public record Device(Kind kind, int index) {

  /** Kind of processor. */
  public enum Kind {
    /** The host's processor. */
    CPU,
    /** An NVIDIA GPU. */
    CUDA
  }

  /**
   * Checks the index.
   *
   * @throws IllegalArgumentException if it is negative, or not 0 for the CPU
   */
  public Device {
    if (index < 0 || (kind == Kind.CPU && index != 0)) {
      throw new IllegalArgumentException(
          "device index: expected 0 or more (0 for the CPU), found " + index);
    }
  }

  /**
   * The host's processor.
   *
   * @return {@code cpu}
   */
  public static Device cpu() {
    return new Device(Kind.CPU, 0);
  }

  /**
   * An NVIDIA GPU.
   *
   * @param index its number as CUDA counts, from 0
   * @return {@code cuda:index}
   */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /** As on the command line: {@code cpu}, {@code cuda:0}. */
  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
