package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.trainer.task.ClassCounts;
import org.softcpt.trainer.task.LabelledImage;
import org.softcpt.trainer.task.Sample;

/** One run of a {@link FeatureCacheBuilder}: goes through the shards and keeps the sample list. */
final class CacheBuild {

  /** Decoded batches held ready: enough to outlast one slow image, at most some 100 MB. */
  private static final int BATCHES_AHEAD = 8;

  private final CacheRequest request;
  private final CacheInputs inputs;
  private final BuildFolder folder;
  private final CacheListener listener;
  private final Optional<CacheManifest> earlier;
  private final List<ShardPlan> plans;
  private final ProgressMeter meter;
  private final ClassCounts readable;
  private final SampleLines lines;
  private final List<Sample> samples = new ArrayList<>();
  private final List<SkippedImage> skipped = new ArrayList<>();
  private final List<CacheManifest.Shard> shards = new ArrayList<>();

  CacheBuild(CacheRequest request, CacheInputs inputs, BuildFolder folder, CacheListener listener)
      throws IOException {
    this.request = request;
    this.inputs = inputs;
    this.folder = folder;
    this.listener = listener;
    this.earlier = folder.finished();
    List<LabelledImage> images = request.dataset().images();
    this.plans = ShardPlan.of(images, inputs.views(), inputs.shardImages());
    requireAllShards();
    this.meter = new ProgressMeter(listener, plans.stream().mapToLong(ShardPlan::totalViews).sum());
    this.readable = new ClassCounts(inputs.tasks());
    images.forEach(image -> readable.add(image.split(), image.labels(), 1));
    this.lines = new SampleLines(inputs.tasks());
  }

  CacheManifest run(ImageEncoder encoder, ViewMaker maker) throws IOException {
    try (DecodeAhead<DecodedImage> decoded = decodeMissing(maker)) {
      for (ShardPlan plan : plans) {
        if (exists(plan)) {
          takeOver(plan);
        } else {
          encode(plan, decoded, encoder);
        }
      }
    }
    String sampleText = lines.samples(samples);
    CacheManifest manifest =
        new CacheManifest(inputs, Sha256.of(sampleText), shards, skipped.size());
    folder.finish(manifest, sampleText, lines.skipped(skipped));
    return manifest;
  }

  private void requireAllShards() throws InvalidInputException {
    int listed = earlier.map(manifest -> manifest.shards().size()).orElse(plans.size());
    if (listed != plans.size()) {
      throw new InvalidInputException(
          "%s: expected %d shards, found %d"
              .formatted(folder.file(CacheManifest.FILE), plans.size(), listed));
    }
  }

  private DecodeAhead<DecodedImage> decodeMissing(ViewMaker maker) {
    Path root = request.dataset().root();
    List<ShardPlan> missing = plans.stream().filter(plan -> !exists(plan)).toList();
    Stream<Callable<DecodedImage>> tasks =
        missing.stream()
            .flatMap(
                plan ->
                    plan.images().stream()
                        .map(image -> () -> DecodedImage.read(root, image, maker, plan.views())));
    int threads = request.settings().threads();
    int ahead = Math.max(2 * threads, BATCHES_AHEAD * inputs.batch() / (1 + inputs.views()));
    return new DecodeAhead<>(tasks.iterator(), threads, ahead);
  }

  private boolean exists(ShardPlan plan) {
    return Files.exists(folder.file(plan.file()));
  }

  private void takeOver(ShardPlan plan) throws IOException {
    Path file = folder.file(plan.file());
    ShardFile shard = ShardFile.read(file, inputs, plan.views());
    for (Sample sample : shard.samples()) {
      requireUnchanged(sample.path(), sample.sha256());
    }
    for (SkippedImage image : shard.skipped()) {
      requireUnchanged(image.path(), image.sha256());
    }
    if (!shard.samples().isEmpty() && shard.samples().get(0).row() != samples.size()) {
      throw new InvalidInputException(
          "%s: rows begin at %d, expected %d: delete this shard and those after it"
              .formatted(file, shard.samples().get(0).row(), samples.size()));
    }
    for (SkippedImage image : shard.skipped()) {
      leaveOut(image, plan);
    }
    add(plan, shard);
    meter.foundDone(plan.totalViews());
  }

  private void encode(ShardPlan plan, DecodeAhead<DecodedImage> decoded, ImageEncoder encoder)
      throws IOException {
    ShardFile shard = new ShardFile(new ArrayList<>(), new ArrayList<>());
    int views = Math.toIntExact(plan.totalViews());
    ShardEncoder features = new ShardEncoder(encoder, inputs.batch(), views, meter);
    for (int i = 0; i < plan.images().size(); i++) {
      DecodedImage image = decoded.next();
      if (image.problem().isPresent()) {
        shard.skipped().add(image.skipped());
        leaveOut(image.skipped(), plan);
        meter.foundDone(plan.views());
      } else {
        shard.samples().add(sample(image, samples.size() + shard.samples().size()));
        for (float[] view : image.views()) {
          features.add(view);
        }
      }
    }
    shard.write(folder.file(plan.file()), inputs, features.finish(), plan.views());
    add(plan, shard);
  }

  private static Sample sample(DecodedImage decoded, int row) {
    LabelledImage image = decoded.image();
    return new Sample(
        row, image.path(), decoded.sha256(), image.split(), image.labels(), image.place());
  }

  private void add(ShardPlan plan, ShardFile shard) throws IOException {
    String sha256 = Sha256.of(folder.file(plan.file()));
    CacheManifest.Shard entry =
        new CacheManifest.Shard(plan.file(), sha256, shard.samples().size(), plan.views());
    if (earlier.isPresent() && !earlier.get().shards().get(shards.size()).equals(entry)) {
      throw new InvalidInputException(
          "%s: changed or damaged since the cache was finished: delete it and run this again"
              .formatted(folder.file(plan.file())));
    }
    shards.add(entry);
    samples.addAll(shard.samples());
    skipped.addAll(shard.skipped());
  }

  private void leaveOut(SkippedImage image, ShardPlan plan) throws InvalidInputException {
    listener.skipped(image);
    for (LabelledImage planned : plan.images()) {
      if (planned.path().equals(image.path())) {
        readable.add(planned.split(), planned.labels(), -1);
      }
    }
    readable.requireTrainAndTest("readable ");
  }

  private void requireUnchanged(String path, String expected) throws InvalidInputException {
    String found = digest(request.dataset().root().resolve(path));
    if (!found.equals(expected)) {
      throw new InvalidInputException(
          "image %s changed since this cache was begun (SHA-256 %s, now %s): use another folder"
              .formatted(path, shown(expected), shown(found)));
    }
  }

  /** Empty for a file that cannot be read, as in {@link SkippedImage}. */
  private static String digest(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static String shown(String digest) {
    return digest.isEmpty() ? "unreadable" : digest;
  }
}
