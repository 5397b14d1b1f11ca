package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TextEncoder;
import org.softcpt.runtime.ZeroShot;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.cache.ImageFeatures;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.method.OnnxTextSegments;
import org.softcpt.trainer.method.PromptVocabulary;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunManifest.Origin;

/**
 * What several runs share, opened once, each part when it is first asked for: a model's text
 * graphs, caches, zero-shot features. Safe for concurrent use; so is what it lends.
 */
public final class Workbench implements AutoCloseable {

  private final Path path;
  private final ModelFolder model;
  private final SessionOptions session;
  private final Map<Path, FeatureCache> caches = new HashMap<>();
  private final Map<String, float[]> textFeatures = new HashMap<>(); // by kind and tasks' digest
  private @Nullable TextSegments segments;

  private Workbench(Path path, ModelFolder model, SessionOptions session) {
    this.path = path;
    this.model = model;
    this.session = session;
  }

  /**
   * Reads a model's manifest, no more.
   *
   * @param model the exported model folder
   * @param session where and with how many threads the text graphs run
   * @return the workbench; the caller closes it after its last run
   * @throws org.softcpt.models.io.InvalidInputException if the manifest is missing or wrong
   * @throws IOException if reading fails
   */
  public static Workbench open(Path model, SessionOptions session) throws IOException {
    return new Workbench(model, ModelFolder.open(model), session);
  }

  /**
   * The model.
   *
   * @return its folder, open
   */
  public ModelFolder model() {
    return model;
  }

  /**
   * Where the model lies.
   *
   * @return its folder
   */
  public Path modelPath() {
    return path;
  }

  /**
   * Opens a cache, or lends it once more.
   *
   * @param folder the cache
   * @return the cache; stays the workbench's to close
   * @throws org.softcpt.models.io.InvalidInputException if it is damaged, or not of this model
   * @throws IOException if reading fails
   */
  public synchronized FeatureCache cache(Path folder) throws IOException {
    Path key = absolute(folder);
    FeatureCache cache = caches.get(key);
    if (cache == null) {
      cache = FeatureCache.open(folder);
      caches.put(key, cache);
      if (!isLocal(cache)) {
        cache.requireModel(model.manifest().imageEncoderDigest());
      }
    }
    return cache;
  }

  private boolean isLocal(FeatureCache cache) {
    Optional<String> local = model.manifest().localEncoderDigest();
    return local.isPresent() && local.get().equals(cache.manifest().inputs().imageEncoderSha256());
  }

  /**
   * The width of the model's features.
   *
   * @return D
   */
  public int featureWidth() {
    return model.manifest().architecture().embedDim();
  }

  /**
   * What a method reads of a table: all of every row, or the images' own features.
   *
   * @param method what reads
   * @param table of a cache of this model, local or not
   * @return the table or a view of it
   * @throws InvalidInputException if the method needs local features and the table has none
   */
  public FeatureTable seenBy(MethodRow method, FeatureTable table) throws InvalidInputException {
    if (!method.local()) {
      return ImageFeatures.of(table, featureWidth());
    }
    if (table.width() == featureWidth()) {
      throw new InvalidInputException(
          "method %s: expected a cache with local features (softcpt cache --local), found one without"
              .formatted(method.name()));
    }
    return table;
  }

  /**
   * Opens the text graphs, or lends them once more.
   *
   * @return the frozen text encoder; stays the workbench's to close
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public synchronized TextSegments segments() throws IOException {
    TextSegments open = segments;
    if (open == null) {
      open = OnnxTextSegments.open(model, session);
      segments = open;
    }
    return open;
  }

  /**
   * Writes prompts for the model.
   *
   * @return its tokenizer and limits
   * @throws IOException if reading fails
   */
  public synchronized PromptVocabulary vocabulary() throws IOException {
    return OnnxTextSegments.vocabulary(model);
  }

  /**
   * Encodes the hand-written prompts of tasks, once.
   *
   * @param tasks with their templates
   * @return {@code [C, D]}, unit rows
   * @throws org.softcpt.models.io.InvalidInputException if a prompt is too long
   * @throws IOException if reading fails
   */
  public float[] zeroShot(TaskSet tasks) throws IOException {
    return textFeatures("unit ", tasks, ZeroShot::features);
  }

  /**
   * The same without making anything unit length: the mean over a task's templates of what the
   * encoder gives.
   *
   * @param tasks with their templates
   * @return {@code [C, D]}
   * @throws org.softcpt.models.io.InvalidInputException if a prompt is too long
   * @throws IOException if reading fails
   */
  public float[] meanTextFeatures(TaskSet tasks) throws IOException {
    return textFeatures("mean ", tasks, ZeroShot::meanFeatures);
  }

  /** How several templates become one feature. */
  private interface Ensemble {
    FloatTensor of(ZeroShot prompts, List<String> classes, List<String> templates)
        throws IOException;
  }

  private synchronized float[] textFeatures(String kind, TaskSet tasks, Ensemble ensemble)
      throws IOException {
    float[] features = textFeatures.get(kind + tasks.sha256());
    if (features == null) {
      features = encode(tasks, ensemble);
      textFeatures.put(kind + tasks.sha256(), features);
    }
    return features.clone();
  }

  /**
   * Says what a run would be, before it is one.
   *
   * @param settings of the training
   * @param cache the features
   * @param selection which tasks and classes of it
   * @return the manifest; its digest names the run
   * @throws org.softcpt.models.io.InvalidInputException if the cache is damaged, not of this model,
   *     or has no such part
   * @throws IOException if reading fails
   */
  public RunManifest manifest(TrainingConfig settings, Path cache, TaskSelection selection)
      throws IOException {
    FeatureCache open = cache(cache);
    FeatureView view = new FeatureView(open, selection.of(open.tasks()));
    return new RunManifest(settings, modelOrigin(), origin(cache, view), view.tasks());
  }

  Origin modelOrigin() {
    return new Origin(absolute(path).toString(), model.manifest().textDigest());
  }

  Origin origin(Path cache, FeatureView view) throws IOException {
    return new Origin(absolute(cache).toString(), view.digest(Training.digest(cache(cache))));
  }

  private float[] encode(TaskSet tasks, Ensemble ensemble) throws IOException {
    try (TextEncoder encoder = model.textEncoder(session)) {
      ZeroShot prompts = new ZeroShot(encoder, model.tokenizer());
      float[] features = new float[Math.multiplyExact(tasks.classCount(), encoder.width())];
      int offset = 0;
      for (TaskDefinition task : tasks.tasks()) {
        List<String> names = task.classes().stream().map(ClassDefinition::name).toList();
        float[] rows = ensemble.of(prompts, names, task.templates()).values();
        System.arraycopy(rows, 0, features, offset, rows.length);
        offset += rows.length;
      }
      return features;
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Closes everything that was opened. */
  @Override
  public synchronized void close() {
    caches.values().forEach(FeatureCache::close);
    if (segments != null) {
      segments.close();
    }
  }
}
