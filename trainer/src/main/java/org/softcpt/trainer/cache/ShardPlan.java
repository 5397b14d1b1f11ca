package org.softcpt.trainer.cache;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.Split;

/**
 * Which images a shard holds, before anyone knows which of them can be read.
 *
 * @param file its name relative to the cache
 * @param images in the order of their rows; either training images only, or none
 * @param views views of each image
 */
record ShardPlan(String file, List<LabelledImage> images, int views) {

  static List<ShardPlan> of(List<LabelledImage> images, int augmentedViews, int shardImages) {
    List<ShardPlan> plans = new ArrayList<>();
    int trainingImages = count(images, Split.TRAIN); // they come first
    cut(plans, images.subList(0, trainingImages), 1 + augmentedViews, shardImages);
    cut(plans, images.subList(trainingImages, images.size()), 1, shardImages);
    return List.copyOf(plans);
  }

  static String file(int number) {
    return "shards/features-%05d.safetensors".formatted(number);
  }

  long totalViews() {
    return (long) images.size() * views;
  }

  private static int count(List<LabelledImage> images, Split split) {
    return (int) images.stream().filter(image -> image.split() == split).count();
  }

  private static void cut(
      List<ShardPlan> plans, List<LabelledImage> images, int views, int shardImages) {
    for (int first = 0; first < images.size(); first += shardImages) {
      int end = Math.min(first + shardImages, images.size());
      plans.add(new ShardPlan(file(plans.size()), List.copyOf(images.subList(first, end)), views));
    }
  }
}
