package org.softcpt.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.io.Background;
import org.softcpt.models.io.InvalidInputException;

/**
 * One ONNX graph, ready to run. Several threads may run it at once; closing waits for them.
 *
 * <p>A graph may keep its weights in other files ("external data") only inside a folder whose
 * manifest lists those files: a graph that we did not write could otherwise name any file of the
 * machine.
 */
public final class GraphSession implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphSignature signature;
  private final BufferPool buffers = new BufferPool();
  private final ReentrantReadWriteLock lock =
      new ReentrantReadWriteLock(); // runs read, close writes
  private boolean closed;

  private GraphSession(OrtEnvironment environment, OrtSession session, GraphSignature signature) {
    this.environment = environment;
    this.session = session;
    this.signature = signature;
  }

  /**
   * Opens a graph of a model folder or bundle, whose manifest must list it and its external data;
   * these files are digested on the way, the external data while ONNX Runtime maps it.
   *
   * @param folder the folder
   * @param name the graph's file name
   * @param options how to run
   * @return the session; the caller closes it
   * @throws InvalidInputException if a file is missing or was changed, the graph refers to a file
   *     the manifest does not list, or ONNX Runtime refuses the graph
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if the manifest does not list the graph, or in a sub-folder
   */
  public static GraphSession open(VerifiedFolder folder, String name, SessionOptions options)
      throws IOException {
    if (name.indexOf('/') >= 0) { // its external data would be looked for in the sub-folder
      throw new IllegalArgumentException(
          "graph '%s' is not at the top of its folder".formatted(name));
    }
    Path graph = folder.file(name);
    Set<String> weights = ExternalData.locations(graph);
    for (String location : weights) {
      if (!folder.files().has(location)) {
        throw foreignData(graph.toString(), location);
      }
    }
    return checked(
        graph, Background.start("softcpt-digests", () -> digest(folder, weights)), options);
  }

  /** A session whose weights turn out to be damaged is never used. */
  private static GraphSession checked(Path graph, Background<Void> weights, SessionOptions options)
      throws IOException {
    GraphSession session;
    try {
      session =
          create(graph.toString(), options, (ort, o) -> ort.createSession(graph.toString(), o));
    } catch (InvalidInputException e) {
      weights.await(); // that a file is damaged says more
      throw e;
    }
    try {
      weights.await();
      return session;
    } catch (IOException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static Void digest(VerifiedFolder folder, Set<String> names) throws IOException {
    for (String name : names) {
      folder.file(name);
    }
    return null;
  }

  /**
   * Opens a graph that holds its weights itself.
   *
   * @param graph the ONNX file
   * @param options how to run
   * @return the session; the caller closes it
   * @throws InvalidInputException if the file is missing, is no ONNX graph, refers to other files,
   *     or ONNX Runtime refuses it
   * @throws IOException if it cannot be read
   */
  public static GraphSession open(Path graph, SessionOptions options) throws IOException {
    refuseExternalData(graph.toString(), ExternalData.locations(graph));
    return create(graph.toString(), options, (ort, o) -> ort.createSession(graph.toString(), o));
  }

  /**
   * Opens a graph in memory that holds its weights itself.
   *
   * @param graph an ONNX model, serialised
   * @param options how to run
   * @return the session; the caller closes it
   * @throws InvalidInputException if it is no ONNX graph, refers to files, or ONNX Runtime refuses
   *     it
   */
  public static GraphSession open(byte[] graph, SessionOptions options)
      throws InvalidInputException {
    String name = "graph in memory";
    refuseExternalData(name, ExternalData.locations(name, ByteBuffer.wrap(graph)));
    return create(name, options, (ort, o) -> ort.createSession(graph, o));
  }

  /**
   * What the exporter wrote about the graph: provenance, precision.
   *
   * @return the model's custom metadata
   */
  public Map<String, String> metadata() {
    return signature.metadata();
  }

  /**
   * The graph's inputs.
   *
   * @return by name, in the graph's order
   */
  public Map<String, TensorSpec> inputs() {
    return signature.inputs();
  }

  /**
   * The graph's outputs.
   *
   * @return by name, in the graph's order
   */
  public Map<String, TensorSpec> outputs() {
    return signature.outputs();
  }

  String name() {
    return signature.name();
  }

  /** An input's declared shape, if the graph has the input with this many axes. */
  List<Long> inputShape(String input, int axes) throws InvalidInputException {
    return signature.shape(signature.inputs(), input, axes);
  }

  /** D of an output declared as {@code [B, D]}. */
  int outputWidth(String output) throws InvalidInputException {
    long width = signature.shape(signature.outputs(), output, 2).get(1);
    if (width < 1 || width > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "%s: output '%s': expected a fixed width, found %d".formatted(name(), output, width));
    }
    return (int) width;
  }

  /**
   * Runs the graph.
   *
   * @param inputs every input the graph declares and no other
   * @param outputs names of the wanted outputs; none means all
   * @return the outputs; the caller closes them
   * @throws IllegalArgumentException if names, types or shapes do not fit the graph
   * @throws IllegalStateException if closed
   * @throws InferenceException if ONNX Runtime fails
   */
  public Outputs run(Inputs inputs, String... outputs) {
    signature.requireFits(inputs);
    Set<String> wanted = signature.wanted(outputs);
    lock.readLock().lock();
    try {
      requireOpen();
      return runNative(inputs, wanted);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Frees the native session once no run needs it; further calls do nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new InferenceException("closing " + signature.name(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Outputs runNative(Inputs inputs, Set<String> wanted) {
    try (NativeInputs tensors = NativeInputs.copyOf(environment, inputs, buffers)) {
      return new Outputs(session.run(tensors.tensors(), wanted));
    } catch (OrtException e) {
      throw new InferenceException("running " + signature.name(), e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("session of %s is closed".formatted(signature.name()));
    }
  }

  /** One of ONNX Runtime's ways to make a session. */
  @FunctionalInterface
  private interface Creation {
    OrtSession create(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private static GraphSession create(String name, SessionOptions options, Creation creation)
      throws InvalidInputException {
    OrtEnvironment environment = NativeEnvironment.get();
    try (OrtSession.SessionOptions nativeOptions = options.toNative()) {
      return described(name, environment, creation.create(environment, nativeOptions));
    } catch (OrtException e) {
      throw new InvalidInputException(
          "%s: ONNX Runtime cannot load it on %s: %s"
              .formatted(name, options.device(), firstLine(e)),
          e);
    }
  }

  private static GraphSession described(String name, OrtEnvironment environment, OrtSession session)
      throws OrtException, InvalidInputException {
    try {
      return new GraphSession(environment, session, GraphSignature.of(name, session));
    } catch (OrtException | InvalidInputException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static void refuseExternalData(String graph, Set<String> locations)
      throws InvalidInputException {
    if (!locations.isEmpty()) {
      throw foreignData(graph, locations.iterator().next());
    }
  }

  private static InvalidInputException foreignData(String graph, String location) {
    return new InvalidInputException(
        "%s: refers to the file '%s', which no manifest lists; only exported folders may do so"
            .formatted(graph, location));
  }

  private static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
