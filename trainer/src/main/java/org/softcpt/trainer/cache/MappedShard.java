package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.TensorInfo;

/**
 * The features of a shard, mapped: reading one feature touches its page and no other.
 *
 * @param features {@code [rows, views, D]}; only read at absolute places, hence by many threads
 */
record MappedShard(FloatBuffer features, int rows, int views, int width) {

  static MappedShard open(Path file, CacheManifest.Shard entry, int width) throws IOException {
    FeatureCache.requireDigest(file, entry.sha256());
    try (SafetensorsFile open = SafetensorsFile.open(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ShardFile.requireShape(file, open, List.of(entry.rows(), entry.views(), width));
      TensorInfo info = open.tensors().get(ShardFile.TENSOR);
      if (info.dtype() != DType.F32) {
        throw new InvalidInputException("%s: expected F32, found %s".formatted(file, info.dtype()));
      }
      FloatBuffer features =
          channel
              .map(FileChannel.MapMode.READ_ONLY, open.fileOffset(ShardFile.TENSOR), info.length())
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      return new MappedShard(features, entry.rows(), entry.views(), width);
    }
  }

  float[] feature(int row, int view) {
    if (view < 0 || view >= views) {
      throw new IllegalArgumentException("view %d of %d".formatted(view, views));
    }
    float[] feature = new float[width];
    features.get((row * views + view) * width, feature);
    return feature;
  }
}
