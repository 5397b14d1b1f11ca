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
 * @param memoryPattern whether memory is planned from the runs' shapes; off by default, because for
 *     CLIP it cost 100 MB and saved no time
 * @param prepacking whether weights are copied into the order the CPU's matrix product likes. Off,
 *     they stay in the mapped file, which all sessions and processes share: ViT-B/16 opens with
 *     0.03 instead of 0.47 CPU seconds and without 340 MB of its own, and encodes 4 % slower in
 *     batches of 8, 8 % slower one by one
 */
public record SessionOptions(
    Device device, int threads, boolean spinning, boolean memoryPattern, boolean prepacking) {

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
   * The defaults for a device and a number of threads: spinning, no memory pattern, prepacking.
   *
   * @param device where to run
   * @param threads threads of one run, 0 for one per physical core
   */
  public SessionOptions(Device device, int threads) {
    this(device, threads, true, false, true);
  }

  /**
   * The defaults for a device, with one thread per physical core.
   *
   * @param device where to run
   * @return the options
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
    return new SessionOptions(device, threads, false, memoryPattern, prepacking);
  }

  /**
   * Weights stay in the mapped file: for several graphs over one weight file, short-lived
   * processes, little memory.
   *
   * @return the same otherwise
   */
  public SessionOptions withMappedWeights() {
    return new SessionOptions(device, threads, spinning, memoryPattern, false);
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
    if (!prepacking) {
      options.addConfigEntry("session.disable_prepacking", "1");
    }
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // errors are thrown
    if (device.kind() == Device.Kind.CUDA) {
      options.addCUDA(device.index());
    }
  }
}
