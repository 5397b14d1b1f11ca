package org.softcpt.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/**
 * How a graph is run. All graph optimisations are always on.
 *
 * @param device where
 * @param threads threads of one run on the CPU; 0 lets ONNX Runtime take one per physical core
 * @param spinning whether idle threads wait actively: faster between operators, but it takes cores
 *     away from whatever else runs
 * @param memoryPattern whether memory is planned from the first run's shapes: saves time where all
 *     runs have the same shapes, costs memory where they differ
 */
public record SessionOptions(Device device, int threads, boolean spinning, boolean memoryPattern) {

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public SessionOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads: expected 0 or more, found " + threads);
    }
  }

  /**
   * Spinning threads and planned memory.
   *
   * @param device where to run
   * @param threads threads of one run, 0 for one per physical core
   */
  public SessionOptions(Device device, int threads) {
    this(device, threads, true, true);
  }

  /**
   * The defaults for a device.
   *
   * @param device where to run
   * @return one thread per physical core, spinning, planned memory
   */
  public static SessionOptions on(Device device) {
    return new SessionOptions(device, 0);
  }

  /**
   * Idle threads sleep.
   *
   * @return the same otherwise
   */
  public SessionOptions withoutSpinning() {
    return new SessionOptions(device, threads, false, memoryPattern);
  }

  /**
   * Memory is not planned: for runs of many shapes.
   *
   * @return the same otherwise
   */
  public SessionOptions withoutMemoryPattern() {
    return new SessionOptions(device, threads, spinning, false);
  }

  /** The caller closes what it gets. */
  OrtSession.SessionOptions toNative() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      configure(options);
      return options;
    } catch (OrtException | RuntimeException | Error e) {
      options.close();
      throw e;
    }
  }

  private void configure(OrtSession.SessionOptions options) throws OrtException {
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(threads);
    options.setMemoryPatternOptimization(memoryPattern);
    options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors are thrown
    if (device.kind() == Device.Kind.CUDA) {
      options.addCUDA(device.index());
    }
  }
}
