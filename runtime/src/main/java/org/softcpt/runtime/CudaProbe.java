package org.softcpt.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.HexFormat;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/** Finds out whether a GPU can be used by using it. */
final class CudaProbe {

  private static final String HOW_TO_BUILD =
      "build with 'mvn -Pcuda package' for a GPU (needs CUDA 12 and cuDNN 9)";

  /**
   * A whole ONNX model, y = Identity(x) for float [1]: IR version 8, opset 17. Written out because
   * making it would need an exporter and reading it from a resource would hide it.
   */
  private static final byte[] IDENTITY =
      HexFormat.of()
          .parseHex(
              "08083a370a100a0178120179"
                  + "22084964656e74697479" // the operator's name
                  + "120170"
                  + "5a0f0a0178120a0a08080112040a020801" // input x
                  + "620f0a0179120a0a08080112040a020801" // output y
                  + "42040a001011");

  private CudaProbe() {}

  /**
   * Why a GPU cannot be used.
   *
   * @param device a CUDA device
   * @return one line, or nothing if it can
   */
  static Optional<String> obstacle(Device device) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return Optional.of(
          "this ONNX Runtime is built for the CPU only; %s; %s"
              .formatted(HOW_TO_BUILD, CudaLibraries.report()));
    }
    return failure(device).map(why -> "%s; %s".formatted(why, CudaLibraries.report()));
  }

  /** What happens when a graph of one node is run on any device; nothing if it works. */
  static Optional<String> failure(Device device) {
    try (GraphSession session = GraphSession.open(IDENTITY, SessionOptions.on(device));
        Outputs outputs = session.run(new Inputs().put("x", new float[] {1}, 1), "y")) {
      return outputs.scalar("y") == 1 ? Optional.empty() : Optional.of("it computes wrongly");
    } catch (InferenceException | InvalidInputException e) {
      return Optional.of(e.getMessage());
    }
  }
}
