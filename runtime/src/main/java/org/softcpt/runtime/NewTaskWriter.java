package org.softcpt.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.folder.BundleFiles;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * Writes text features for a task that was never trained, from its name and those of its classes: a
 * bundle's meta network makes the context, the text encoder the features.
 *
 * <p>Not safe for concurrent use.
 */
public final class NewTaskWriter implements AutoCloseable {

  private static final String CONTEXTS = "contexts";
  private static final String FEATURES = "features";

  private final GraphSession encoder;
  private final ClipTokenizer tokenizer;
  private final ContextWriter network;
  private final int positions;

  private NewTaskWriter(
      GraphSession encoder, ClipTokenizer tokenizer, ContextWriter network, int positions) {
    this.encoder = encoder;
    this.tokenizer = tokenizer;
    this.network = network;
    this.positions = positions;
  }

  /**
   * Opens a bundle's meta network; its files are digested on the way.
   *
   * @param bundle the folder
   * @param options how to run the graphs
   * @return the writer; the caller closes it
   * @throws InvalidInputException if the bundle carries none, or a file is missing or damaged
   * @throws IOException if reading fails
   */
  public static NewTaskWriter open(Path bundle, SessionOptions options) throws IOException {
    BundleFiles files = BundleFiles.open(bundle);
    BundleManifest.MetaNetworkEntry entry =
        files.manifest().newTasks().orElseThrow(() -> noNetwork(bundle));
    files.file(ModelManifest.MERGES);
    files.file(ModelManifest.TOKENIZER_SETTINGS); // with it no other layout is looked for
    ClipTokenizer tokenizer = ClipTokenizer.open(files.file(ModelManifest.VOCABULARY).getParent());
    ContextWriter network =
        entry.hasGraph()
            ? GraphContextWriter.open(files, options)
            : LinearContextWriter.open(files);
    try {
      GraphSession encoder = encoder(files, network, bundle.resolve(entry.file()), options);
      return new NewTaskWriter(encoder, tokenizer, network, entry.positions());
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static InvalidInputException noNetwork(Path bundle) {
    return new InvalidInputException(
        bundle
            + ": carries no meta network, so it answers its own tasks only; softcpt eval --with-meta-network adds one where the method has one");
  }

  private static GraphSession encoder(
      BundleFiles files, ContextWriter network, Path file, SessionOptions options)
      throws IOException {
    String name = ModelManifest.PROMPT_ENCODER;
    GraphSession encoder = GraphSession.open(files.with(name), name, options);
    try {
      requireFits(encoder, network, file);
      return encoder;
    } catch (IOException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private static void requireFits(GraphSession encoder, ContextWriter network, Path file)
      throws InvalidInputException {
    int width = encoder.outputWidth(FEATURES);
    long tokenWidth = encoder.inputShape(CONTEXTS, 3).get(2);
    if (network.featureWidth() != width || network.tokenWidth() != tokenWidth) {
      throw new InvalidInputException(
          "%s: expected features of width %d and tokens of width %d, as the text encoder's, found %d and %d"
              .formatted(file, width, tokenWidth, network.featureWidth(), network.tokenWidth()));
    }
  }

  /**
   * Writes a task's text features.
   *
   * @param name the task's name, e.g. {@code "flower classification"}; underscores become spaces
   * @param classes class names, at least one
   * @return {@code [C, D]}, not normalised
   * @throws InvalidInputException if a name is too long, or a graph gives what it does not declare;
   *     the message says which
   * @throws InferenceException if the native runtime fails
   */
  public FloatTensor textFeatures(String name, List<String> classes) throws InvalidInputException {
    float[] taskFeature = features(network.taskContext(), List.of(name));
    float[] features = features(network.context(taskFeature), classes);
    return FloatTensor.of(features, classes.size(), features.length / classes.size());
  }

  /** One context for all names. */
  private float[] features(FloatTensor context, List<String> names) throws InvalidInputException {
    List<Prompt> prompts = new ArrayList<>();
    names.forEach(name -> prompts.add(new Prompt(name, suffix(name), 0, 0)));
    PromptBatch batch = PromptBatch.of(prompts, context.shape().get(1), 0, positions);
    Inputs inputs =
        new Inputs()
            .put(CONTEXTS, context.values(), shape(context))
            .put("tokens", batch.tokens(), batch.tokens().length)
            .put("positions", batch.positions(), batch.positions().length)
            .put("rows", batch.rows(), batch.prompts(), batch.width())
            .put("slots", batch.slots(), batch.slots().length)
            .put("groups", batch.groups(), batch.prompts())
            .put("eot", batch.eotRows(), batch.prompts());
    try (Outputs outputs = encoder.run(inputs, FEATURES)) {
      return outputs.floats(FEATURES);
    }
  }

  /** The full stop is tokenised with the name, as in training. */
  private int[] suffix(String name) {
    int[] tokens = tokenizer.encode(name.replace('_', ' ').strip() + ".");
    return IntStream.concat(IntStream.of(tokens), IntStream.of(tokenizer.eos())).toArray();
  }

  private static long[] shape(FloatTensor tensor) {
    return tensor.shape().stream().mapToLong(Integer::longValue).toArray();
  }

  /** Frees native memory. */
  @Override
  public void close() {
    network.close();
    encoder.close();
  }
}
