package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.server.metrics.BundleInfo;
import org.softcpt.server.metrics.ReloadResult;

/**
 * The bundles in service, by name. A bundle is replaced while requests use it: the new version is
 * made ready first, then every new request gets it, and the old one closes when its last request is
 * answered. Safe for concurrent use.
 */
final class BundleRegistry implements AutoCloseable {

  private final BundleLoader loader;
  private final NewTasks newTasks;
  private final Map<String, Version> current = new LinkedHashMap<>();
  private final Object replacing = new Object();

  /** A version and how many use it; the registry itself is one of them while it is current. */
  private static final class Version {
    final Path folder;
    final ServedBundle bundle;
    int users = 1;

    Version(Path folder, ServedBundle bundle) {
      this.folder = folder;
      this.bundle = bundle;
    }
  }

  BundleRegistry(BundleLoader loader, NewTasks newTasks) {
    this.loader = loader;
    this.newTasks = newTasks;
  }

  /**
   * Opens a bundle, runs it once and serves it.
   *
   * @throws IOException if it is missing or broken; nothing changes then
   */
  void open(String name, Path folder) throws IOException {
    Version version = new Version(folder, loader.load(name, folder, Optional.empty()));
    synchronized (this) {
      current.put(name, version);
    }
  }

  /**
   * Replaces a bundle by what its folder holds now, if that is another version. One at a time;
   * requests go on meanwhile. The tasks that were added to the old one are added to the new one
   * before anybody asks it.
   *
   * @return whether there was something new
   * @throws ApiException 404 if there is no bundle of this name
   * @throws IOException if the new version is missing or broken; the old one stays then
   */
  Reload reload(String name) throws ApiException, IOException {
    synchronized (replacing) {
      try (Use use = use(Optional.of(name))) {
        Path folder = use.version.folder;
        if (digest(folder).equals(use.bundle().bundle().version())) {
          return new Reload(ReloadResult.UNCHANGED, List.of());
        }
        ServedBundle fresh = loader.load(name, folder, Optional.of(use.bundle()));
        List<Reload.Lost> lost = keepTasks(use.bundle(), fresh);
        replace(name, new Version(folder, fresh));
        return new Reload(ReloadResult.SWAPPED, lost);
      }
    }
  }

  private List<Reload.Lost> keepTasks(ServedBundle current, ServedBundle fresh) {
    try {
      return newTasks.keep(current, fresh);
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** What the version in a folder is called; half a manifest is another version. */
  private static String digest(Path folder) throws IOException {
    Path manifest = folder.resolve(BundleManifest.FILE);
    if (!Files.isRegularFile(manifest)) {
      throw new InvalidInputException(manifest + ": no such file");
    }
    return Sha256.of(manifest);
  }

  private void replace(String name, Version fresh) {
    Version old;
    synchronized (this) { // after close() there is nothing to replace
      old = current.containsKey(name) ? current.put(name, fresh) : fresh;
    }
    release(old, Runnable::run);
  }

  /**
   * Whether a bundle's folder holds another version than the one in service.
   *
   * @throws ApiException 404 if there is no bundle of this name
   * @throws IOException if there is no manifest now
   */
  boolean changed(String name) throws ApiException, IOException {
    try (Use use = use(Optional.of(name))) {
      return !digest(use.version.folder).equals(use.bundle().bundle().version());
    }
  }

  /** Names in order. */
  synchronized List<String> names() {
    return List.copyOf(current.keySet());
  }

  /** What answers new requests now. */
  synchronized List<BundleInfo> infos() {
    return current.values().stream().map(version -> version.bundle.info()).toList();
  }

  /** Answers with a bundle that stays open meanwhile. */
  @FunctionalInterface
  interface Answering {
    CompletionStage<Reply> answer(ServedBundle bundle) throws ApiException;
  }

  /**
   * The right to use a bundle until closed: a version that was replaced stays open for those who
   * use it.
   */
  final class Use implements AutoCloseable {
    private final Version version;

    private Use(Version version) {
      this.version = version;
    }

    ServedBundle bundle() {
      return version.bundle;
    }

    /**
     * Has the bundle answer and gives it back when the answer is there, or there will be none.
     *
     * @throws ApiException if the request is refused at once
     */
    CompletionStage<Reply> answer(Answering answering) throws ApiException {
      try {
        return answering.answer(bundle()).whenComplete((reply, failure) -> close());
      } catch (ApiException | RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      release(version, drain -> new Thread(drain, "softcpt-drain").start()); // no sender waits
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
    if (current.isEmpty()) {
      throw Readiness.notReady("no bundle is in service");
    }
    if (name.isEmpty() && current.size() > 1) {
      throw ApiException.malformed("bundle: which one is missing; there are " + names());
    }
    Version version = current.get(name.orElseGet(() -> current.keySet().iterator().next()));
    if (version == null) {
      throw new ApiException(
          404,
          "unknown_bundle",
          "bundle '%s': there are %s".formatted(Shown.of(name.orElseThrow()), names()));
    }
    version.users++;
    return new Use(version);
  }

  private void release(Version version, Executor closing) {
    boolean unused;
    synchronized (this) {
      unused = --version.users == 0;
    }
    if (unused) {
      closing.execute(version.bundle::close);
    }
  }

  /** Takes all bundles out of service; those in use close when their users are done. */
  @Override
  public void close() {
    List<Version> all;
    synchronized (this) {
      all = List.copyOf(current.values());
      current.clear();
    }
    all.forEach(version -> release(version, Runnable::run));
  }
}
