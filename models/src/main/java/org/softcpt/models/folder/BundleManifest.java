package org.softcpt.models.folder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.image.Preprocessing;

/**
 * {@code bundle.json}: the tasks a bundle answers, and the encoder their text features belong to.
 *
 * @param tasks at least one; their classes, one task after another, are the rows of {@value #HEADS}
 * @param head how logits are made; {@link HeadKind#COSINE} where it is missing, as in version 2
 * @param logitScale CLIP's learned log temperature: logits are exp(logitScale) · cosine
 * @param preprocessing what happens to an image before the encoder
 * @param imageEncoderSha256 the image encoder's digest, see {@link
 *     ModelManifest#imageEncoderDigest()}
 * @param provenance what the bundle was made from, for people: method, seed, digests
 * @param files every file of the bundle but this one; where the encoder is shared, not its files
 * @param metaNetwork what is needed to write text features for other tasks; absent in most bundles
 * @param sharedEncoder where the encoder is, if not in the bundle; absent in most bundles
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record BundleManifest(
    List<Task> tasks,
    @Nullable HeadKind head,
    double logitScale,
    Preprocessing preprocessing,
    String imageEncoderSha256,
    Map<String, String> provenance,
    FileDigests files,
    @Nullable MetaNetworkEntry metaNetwork,
    @Nullable SharedEncoder sharedEncoder) {

  /** The manifest's own file name. */
  public static final String FILE = "bundle.json";

  /**
   * Holds {@value #TEXT_FEATURES}, or {@value #WEIGHTS} and {@value #BIAS}, or what {@link
   * BundleHead#byTask} says, by the head's kind.
   */
  public static final String HEADS = "heads.safetensors";

  /** F32 [C, D], rows of unit length. */
  public static final String TEXT_FEATURES = "text_features";

  /** F32 [C, D]. */
  public static final String WEIGHTS = "weights";

  /** F32 [C]. */
  public static final String BIAS = "bias";

  /**
   * Graph: {@code task_features [T, D]} to {@code contexts [T, L, w]}; it also holds {@code
   * task_context [1, M, w]}. Then the text encoder and the tokenizer are in the bundle, too.
   */
  public static final String META_NETWORK = "meta_network.onnx";

  /** A {@link LinearMetaNetwork}: what stood for {@value #META_NETWORK} in earlier bundles. */
  public static final String LINEAR_META_NETWORK = "meta_network.safetensors";

  private static final String FORMAT = "softcpt-bundle";
  private static final int OLDEST_VERSION = 2; // 2: preprocessing has conventions
  private static final int UNSHARED_VERSION = 3; // 3: heads have kinds
  private static final int VERSION = 4; // 4: the encoder may be elsewhere

  /** The model's files that a meta network needs. */
  static final List<String> META_NETWORK_MODEL_FILES =
      List.of(
          ModelManifest.PROMPT_ENCODER,
          ModelManifest.TEXT_WEIGHTS,
          ModelManifest.VOCABULARY,
          ModelManifest.MERGES,
          ModelManifest.TOKENIZER_SETTINGS);

  /**
   * How the meta network is used.
   *
   * @param version of the network's form: 2 is the graph {@value #META_NETWORK}, 1 {@value
   *     #LINEAR_META_NETWORK}, which is read but no longer written
   * @param positions longest prompt the text encoder takes, in tokens
   */
  public record MetaNetworkEntry(int version, int positions) {

    static final int VERSION = 2;
    private static final int LINEAR_VERSION = 1;

    /**
     * Checks the version.
     *
     * @throws IllegalArgumentException if it is another one
     */
    public MetaNetworkEntry {
      if (version < LINEAR_VERSION || version > VERSION || positions < 1) {
        throw new IllegalArgumentException(
            "'meta_network': version %d with %d positions; this program reads versions %d to %d"
                .formatted(version, positions, LINEAR_VERSION, VERSION));
      }
    }

    /**
     * Where the network is.
     *
     * @return the file's name
     */
    public String file() {
      return hasGraph() ? META_NETWORK : LINEAR_META_NETWORK;
    }

    /**
     * Which of its forms the network has.
     *
     * @return true if it is a graph
     */
    public boolean hasGraph() {
      return version > LINEAR_VERSION;
    }
  }

  /**
   * A bundle without a meta network that holds its encoder itself.
   *
   * @param tasks as above
   * @param head as above
   * @param logitScale as above
   * @param preprocessing as above
   * @param imageEncoderSha256 as above
   * @param provenance as above
   * @param files as above
   */
  public BundleManifest(
      List<Task> tasks,
      @Nullable HeadKind head,
      double logitScale,
      Preprocessing preprocessing,
      String imageEncoderSha256,
      Map<String, String> provenance,
      FileDigests files) {
    this(tasks, head, logitScale, preprocessing, imageEncoderSha256, provenance, files, null, null);
  }

  /**
   * Whether the bundle can write text features for tasks that were never trained.
   *
   * @return how, or empty
   */
  public Optional<MetaNetworkEntry> newTasks() {
    return Optional.ofNullable(metaNetwork);
  }

  /**
   * One task a bundle answers.
   *
   * @param id short name, unique in the bundle
   * @param name the task's name as in its prompts
   * @param classes class names, at least one, no two alike
   */
  public record Task(String id, String name, List<String> classes) {

    /**
     * Checks that there is something to tell apart by name.
     *
     * @throws IllegalArgumentException if not; the message names the task
     */
    public Task {
      ManifestChecks.text("id", id);
      ManifestChecks.text("name", name);
      ManifestChecks.present("classes", classes);
      classes.forEach(label -> ManifestChecks.text("classes", label));
      classes = List.copyOf(classes);
      if (classes.isEmpty() || new HashSet<>(classes).size() < classes.size()) {
        throw new IllegalArgumentException(
            "task '%s': expected class names, all different, found %s".formatted(id, classes));
      }
    }
  }

  /**
   * Checks that nothing is missing and that the encoder's digest is that of the listed files.
   *
   * @throws IllegalArgumentException if so; the message names the component
   */
  public BundleManifest {
    ManifestChecks.present("tasks", tasks);
    head = head == null ? HeadKind.COSINE : head;
    ManifestChecks.logitScale(logitScale);
    ManifestChecks.present("preprocessing", preprocessing);
    ManifestChecks.present("provenance", provenance);
    ManifestChecks.present("files", files);
    ManifestChecks.listed(files, HEADS);
    FileDigests encoder = sharedEncoder == null ? files : sharedEncoder.files();
    ManifestChecks.listed(encoder, ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS);
    if (metaNetwork != null) {
      ManifestChecks.listed(files, metaNetwork.file());
      ManifestChecks.listed(encoder, META_NETWORK_MODEL_FILES.toArray(String[]::new));
    }
    if (sharedEncoder != null) {
      requireListedOnce(files, sharedEncoder.files());
    }
    tasks = List.copyOf(tasks);
    provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    requireDifferentIds(tasks);
    String listed = encoder.combined(ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS);
    if (!listed.equals(imageEncoderSha256)) {
      throw new IllegalArgumentException(
          "'image_encoder_sha256': expected %s as its files' digests say, found %s"
              .formatted(listed, imageEncoderSha256));
    }
  }

  /**
   * Reads a bundle's manifest. The files it lists are not read.
   *
   * @param folder the bundle
   * @return its manifest
   * @throws org.softcpt.models.io.InvalidInputException if it is missing or wrong; the message
   *     names the file
   * @throws IOException if reading fails
   */
  public static BundleManifest read(Path folder) throws IOException {
    return VersionedJson.read(
        folder.resolve(FILE), FORMAT, OLDEST_VERSION, VERSION, BundleManifest.class);
  }

  /**
   * Writes the manifest into a bundle, atomically; as version 3 unless it needs version 4, so that
   * earlier programs read what they can.
   *
   * @param folder the bundle
   * @throws IOException if writing fails
   */
  public void write(Path folder) throws IOException {
    int version = sharedEncoder == null ? UNSHARED_VERSION : VERSION;
    VersionedJson.write(folder.resolve(FILE), FORMAT, version, this);
  }

  /**
   * How logits are made.
   *
   * @return the kind, never missing
   */
  @Override
  public HeadKind head() {
    return head == null ? HeadKind.COSINE : head; // the constructor saw to it
  }

  /**
   * Number of classes of all tasks, C.
   *
   * @return rows of {@code text_features}
   */
  public int classCount() {
    return tasks.stream().mapToInt(task -> task.classes().size()).sum();
  }

  /**
   * Reads every file of the bundle's own and compares digests.
   *
   * @param folder the bundle
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or was changed; the
   *     message names it
   * @throws IOException if one cannot be read
   */
  public void verify(Path folder) throws IOException {
    files.verify(folder);
  }

  private static void requireListedOnce(FileDigests own, FileDigests shared) {
    for (String name : shared.sha256().keySet()) {
      if (own.has(name)) {
        throw new IllegalArgumentException(
            "'%s' is listed both in 'files' and in 'shared_encoder'".formatted(name));
      }
    }
  }

  private static void requireDifferentIds(List<Task> tasks) {
    List<String> ids = tasks.stream().map(Task::id).toList();
    if (ids.isEmpty() || new HashSet<>(ids).size() < ids.size()) {
      throw new IllegalArgumentException(
          "'tasks': expected at least one and different ids, found " + ids);
    }
  }
}
