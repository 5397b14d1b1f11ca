package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleCopy;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.image.RgbImage;
import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.runtime.batching.BatchingOptions;

class EncoderPoolTest {

  private static final float[] PIXELS = new float[3 * Graphs.SIDE * Graphs.SIDE];

  @TempDir Path folder;

  private final EncoderPool pool =
      new EncoderPool(Graphs.CPU, BatchingOptions.DEFAULT, BatchingListener.NONE);
  private Path bundle;

  @BeforeEach
  void makeABundle() throws IOException {
    bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
  }

  @Test
  void bundlesWithOneEncoderShareItsSession() throws IOException {
    Path other = Bundles.bundle(folder.resolve("model"), folder.resolve("other"));
    try (EncoderPool.Lease first = lease(bundle);
        EncoderPool.Lease second = lease(other)) {
      assertSame(first.direct(), second.direct());
      assertSame(first.encoder(), second.encoder());
    }
  }

  @Test
  void theLastLeaseClosesTheEncoder() throws IOException {
    EncoderPool.Lease first = lease(bundle);
    EncoderPool.Lease second = lease(bundle);
    ImageEncoder encoder = first.direct();
    first.close();
    first.close(); // once more is not a second lease given back
    assertEquals(Graphs.WIDTH, encoder.encode(PIXELS, 1)[0].length);
    second.close();
    assertThrows(IllegalStateException.class, () -> encoder.encode(PIXELS, 1));
    try (EncoderPool.Lease third = lease(bundle)) {
      assertNotSame(encoder, third.direct());
      third.direct().encode(PIXELS, 1);
    }
  }

  @Test
  void poolsDoNotKnowEachOther() throws IOException {
    EncoderPool another =
        new EncoderPool(Graphs.CPU, BatchingOptions.DEFAULT, BatchingListener.NONE);
    try (EncoderPool.Lease first = lease(bundle);
        EncoderPool.Lease second = another.lease(OpenBundle.open(bundle))) {
      assertNotSame(first.direct(), second.direct());
    }
  }

  @Test // a copy without an encoder answers as the bundle it was copied from
  void bundlesWhoseEncoderLiesBesideThemAnswerTheSame() throws IOException {
    byte[] rgb = new byte[7 * 5 * 3];
    new Random(1).nextBytes(rgb);
    RgbImage image = new RgbImage(7, 5, rgb);
    Path first = folder.resolve("deploy/first");
    Path second = folder.resolve("deploy/second");
    for (Path copy : List.of(first, second)) {
      new BundleCopy(bundle).withSharedEncoder(folder.resolve("deploy/encoder"), copy);
    }
    try (PromptClassifier whole = PromptClassifier.open(bundle, Graphs.CPU);
        PromptClassifier one = PromptClassifier.open(first, pool, ImageLimits.LARGEST);
        PromptClassifier two = PromptClassifier.open(second, pool, ImageLimits.LARGEST)) {
      Files.delete(folder.resolve("deploy/encoder/image_encoder.onnx")); // open already
      assertEquals(whole.classify(image), one.classify(image));
      assertEquals(whole.classify(image), two.classify(image));
    }
  }

  private EncoderPool.Lease lease(Path folder) throws IOException {
    return pool.lease(OpenBundle.open(folder));
  }
}
