package org.softcpt.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.runtime.batching.BatchingEncoder;
import org.softcpt.runtime.batching.BatchingListener;
import org.softcpt.runtime.batching.BatchingOptions;

/**
 * One running encoder for all bundles that have the same one, by its digest. An encoder runs as
 * long as somebody holds a lease of it. Safe for concurrent use.
 */
public final class EncoderPool {

  private final SessionOptions session;
  private final BatchingOptions batching;
  private final BatchingListener listener;
  private final Map<String, Shared> running = new HashMap<>();

  /** An encoder and how many leases it has. */
  private static final class Shared {
    final ImageEncoder direct;
    final BatchingEncoder encoder;
    int leases;

    Shared(ImageEncoder direct, BatchingEncoder encoder) {
      this.direct = direct;
      this.encoder = encoder;
    }
  }

  /**
   * An empty pool.
   *
   * @param session how encoders run
   * @param batching how images are put together
   * @param listener is told what all of them do
   */
  public EncoderPool(SessionOptions session, BatchingOptions batching, BatchingListener listener) {
    this.session = session;
    this.batching = batching;
    this.listener = listener;
  }

  /**
   * Takes the encoder of a bundle, which is opened if it does not run yet.
   *
   * @param bundle whose encoder
   * @return a lease; the caller closes it
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged, or the
   *     encoder does not fit the bundle
   * @throws IOException if reading fails
   */
  public synchronized Lease lease(OpenBundle bundle) throws IOException {
    BundleManifest manifest = bundle.manifest();
    Shared shared = running.get(manifest.imageEncoderSha256());
    if (shared == null) {
      ImageEncoder encoder = bundle.openEncoder(session, batching.largestBatch());
      shared = new Shared(encoder, BatchingEncoder.start(encoder, batching, listener));
      running.put(manifest.imageEncoderSha256(), shared);
    }
    bundle.requireFits(shared.encoder.side(), shared.encoder.width());
    shared.leases++;
    return new Lease(manifest.imageEncoderSha256(), shared);
  }

  /**
   * Images that wait in front of all encoders at this moment.
   *
   * @return how many
   */
  public synchronized int queued() {
    return running.values().stream().mapToInt(shared -> shared.encoder.queued()).sum();
  }

  private void release(String digest) {
    BatchingEncoder unused = null;
    synchronized (this) {
      Shared shared = running.get(digest);
      if (--shared.leases == 0) {
        running.remove(digest);
        unused = shared.encoder;
      }
    }
    if (unused != null) {
      unused.close(); // waits for its runs, so not under the lock
    }
  }

  /** The right to use an encoder until closed. */
  public final class Lease implements AutoCloseable {

    private final String digest;
    private final Shared shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(String digest, Shared shared) {
      this.digest = digest;
      this.shared = shared;
    }

    /**
     * The encoder behind its queue.
     *
     * @return not to be closed by the holder
     */
    public BatchingEncoder encoder() {
      return shared.encoder;
    }

    /**
     * The same encoder without the queue, for those who have their batches themselves or are few.
     *
     * @return not to be closed by the holder
     */
    public ImageEncoder direct() {
      return shared.direct;
    }

    /** Gives it back; the last one closes the encoder, waiting for its runs. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(digest);
      }
    }
  }
}
