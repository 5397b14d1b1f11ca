package org.softcpt.models.image;

import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Stops a reader of the JDK's that takes too long; it is asked between rows. */
final class DecodingClock implements IIOReadProgressListener {

  private final Duration most;
  private final long start = System.nanoTime();
  private boolean stopped;

  /** Starts now. */
  DecodingClock(Duration most) {
    this.most = most;
  }

  /** Refuses the picture, which is not whole, if the reader was stopped. */
  void requireInTime() throws IOException {
    if (stopped) {
      throw new IOException("decoding takes longer than %d ms".formatted(most.toMillis()));
    }
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    if (System.nanoTime() - start > most.toNanos()) {
      stopped = true;
      source.abort();
    }
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
