package org.softcpt.trainer.cache;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.ListPlace;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Everything the bytes of a cache follow from, but the contents of the images, whose digests are in
 * the sample list. Two runs with equal inputs write equal files.
 *
 * @param imageEncoderSha256 digest of the image encoder
 * @param preprocessingSha256 digest of the preprocessing
 * @param tasks what the labels refer to
 * @param images number of images found
 * @param imagesSha256 digest of their paths, splits and labels, in order; and of their places in
 *     lists, if they have any
 * @param views augmented views N of each training image
 * @param seed of the augmentations
 * @param batch images encoded at once: another batch may round otherwise
 * @param shardImages images of one shard, those left out included
 * @param width D
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CacheInputs(
    String imageEncoderSha256,
    String preprocessingSha256,
    TaskSet tasks,
    int images,
    String imagesSha256,
    int views,
    long seed,
    int batch,
    int shardImages,
    int width) {

  /** JSON may leave anything out. */
  public CacheInputs {
    Objects.requireNonNull(imageEncoderSha256, "'image_encoder_sha256' is missing");
    Objects.requireNonNull(preprocessingSha256, "'preprocessing_sha256' is missing");
    Objects.requireNonNull(tasks, "'tasks' is missing");
    Objects.requireNonNull(imagesSha256, "'images_sha256' is missing");
  }

  static CacheInputs of(CacheRequest request, int width) {
    CacheSettings settings = request.settings();
    List<LabelledImage> images = request.dataset().images();
    return new CacheInputs(
        request.imageEncoderSha256(),
        request.preprocessing().sha256(),
        request.dataset().tasks(),
        images.size(),
        digest(images),
        settings.views(),
        settings.seed(),
        settings.batch(),
        settings.shardImages(),
        width);
  }

  /**
   * Digests all of it.
   *
   * @return 64 hexadecimal digits
   */
  public String sha256() {
    return Sha256.of(Json.line(this));
  }

  /** Says for people what differs, e.g. {@code views: 4 there, 8 here}; empty if nothing does. */
  Optional<String> difference(CacheInputs here) {
    Map<String, Object> mine = named();
    Map<String, Object> other = here.named();
    List<String> differences = new ArrayList<>();
    mine.forEach(
        (name, value) -> {
          if (!value.equals(other.get(name))) {
            differences.add("%s: %s there, %s here".formatted(name, value, other.get(name)));
          }
        });
    if (!tasks.equals(here.tasks)) {
      differences.add(taskDifference(here.tasks));
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("image encoder", imageEncoderSha256);
    named.put("preprocessing", preprocessingSha256);
    named.put("width", width);
    named.put("views", views);
    named.put("seed", seed);
    named.put("batch", batch);
    named.put("images of a shard", shardImages);
    named.put("number of images", images);
    named.put("list of images", imagesSha256);
    return named;
  }

  private String taskDifference(TaskSet here) {
    List<String> mine = tasks.tasks().stream().map(TaskDefinition::id).toList();
    List<String> other = here.tasks().stream().map(TaskDefinition::id).toList();
    if (!mine.equals(other)) {
      return "tasks: %s there, %s here".formatted(mine, other);
    }
    List<String> changed =
        IntStream.range(0, mine.size())
            .filter(task -> !tasks.tasks().get(task).equals(here.tasks().get(task)))
            .mapToObj(mine::get)
            .toList();
    return "name, classes, templates or metric of tasks " + changed;
  }

  private static String digest(List<LabelledImage> images) {
    StringBuilder text = new StringBuilder();
    for (LabelledImage image : images) {
      text.append(image.path()).append('\0').append(image.split().key());
      for (int label : image.labels()) {
        text.append('\0').append(label);
      }
      image.place().ifPresent(place -> append(text, place));
      text.append('\n');
    }
    return Sha256.of(text.toString());
  }

  private static void append(StringBuilder text, ListPlace place) {
    text.append('\0').append(place.list()).append('\0').append(place.order());
  }
}
