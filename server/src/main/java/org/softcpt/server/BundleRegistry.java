package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.runtime.EncoderPool;
import org.softcpt.runtime.OpenBundle;

/** The bundles in service, by name. Safe for concurrent use. */
final class BundleRegistry implements AutoCloseable {

  private final EncoderPool encoders;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** One name: what it serves now. */
  private static final class Slot {
    final Path folder;
    Counted current;

    Slot(Path folder, Counted current) {
      this.folder = folder;
      this.current = current;
    }
  }

  /** A version and how many use it; the registry itself is one of them while it is current. */
  private static final class Counted {
    final ServedBundle bundle;
    int users = 1;

    Counted(ServedBundle bundle) {
      this.bundle = bundle;
    }
  }

  BundleRegistry(EncoderPool encoders) {
    this.encoders = encoders;
  }

  /**
   * Opens a bundle and serves it.
   *
   * @throws IOException if it is missing or broken; nothing changes then
   */
  void open(String name, Path folder) throws IOException {
    OpenBundle bundle = OpenBundle.open(folder);
    ServedBundle served = new ServedBundle(name, bundle, encoders.lease(bundle));
    synchronized (this) {
      slots.put(name, new Slot(folder, new Counted(served)));
    }
  }

  /** Names in order. */
  synchronized List<String> names() {
    return List.copyOf(slots.keySet());
  }

  /**
   * The right to use a bundle until closed: a version that was replaced stays open for those who
   * use it.
   */
  final class Use implements AutoCloseable {
    private final Counted counted;

    private Use(Counted counted) {
      this.counted = counted;
    }

    ServedBundle bundle() {
      return counted.bundle;
    }

    @Override
    public void close() {
      release(counted);
    }
  }

  /**
   * Takes a bundle.
   *
   * @param name which; may be missing if there is only one
   * @return closed by the caller, once
   * @throws ApiException 404 if there is none of this name, 400 if it must be said which
   */
  synchronized Use use(Optional<String> name) throws ApiException {
    if (name.isEmpty() && slots.size() > 1) {
      throw ApiException.malformed("bundle: which one is missing; there are " + names());
    }
    Slot slot = slots.get(name.orElseGet(() -> slots.keySet().iterator().next()));
    if (slot == null) {
      throw new ApiException(
          404,
          "unknown_bundle",
          "bundle '%s': there are %s".formatted(Shown.of(name.orElseThrow()), names()));
    }
    slot.current.users++;
    return new Use(slot.current);
  }

  private void release(Counted counted) {
    boolean unused;
    synchronized (this) {
      unused = --counted.users == 0;
    }
    if (unused) {
      counted.bundle.close();
    }
  }

  /** Takes all bundles out of service; those in use close when their users are done. */
  @Override
  public void close() {
    List<Counted> all = new ArrayList<>();
    synchronized (this) {
      slots.values().forEach(slot -> all.add(slot.current));
      slots.clear();
    }
    all.forEach(this::release);
  }
}
