package org.softcpt.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.softcpt.models.io.InvalidInputException;
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
  private final Object opening = new Object();

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
   * @throws InvalidInputException if a file is missing or damaged, or the encoder does not fit the
   *     bundle
   * @throws IOException if reading fails
   */
  public Lease lease(OpenBundle bundle) throws IOException {
    String digest = bundle.manifest().imageEncoderSha256();
    synchronized (opening) { // not under the lock that those who give leases back need
      Lease lease = take(digest).orElse(null);
      if (lease == null) {
        ImageEncoder encoder = bundle.openEncoder(session, batching.largestBatch());
        return put(digest, new Shared(encoder, BatchingEncoder.start(encoder, batching, listener)));
      }
      try {
        bundle.requireFits(lease.encoder().side(), lease.encoder().width());
        return lease;
      } catch (InvalidInputException e) {
        lease.close();
        throw e;
      }
    }
  }

  private synchronized Optional<Lease> take(String digest) {
    Shared shared = running.get(digest);
    if (shared == null) {
      return Optional.empty();
    }
    shared.leases++;
    return Optional.of(new Lease(digest, shared));
  }

  private synchronized Lease put(String digest, Shared shared) {
    shared.leases++;
    running.put(digest, shared);
    return new Lease(digest, shared);
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
