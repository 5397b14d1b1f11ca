package org.softcpt.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;

/**
 * One pull: a repository at a revision becomes a model folder on disk. What is there already is not
 * loaded again; what an earlier pull left half is completed.
 */
public final class Pull {

  private final PullRequest request;
  private final PullListener listener;
  private final HubCache cache;
  private final Optional<HubClient> client;

  private Pull(PullRequest request, PullListener listener) throws InvalidInputException {
    this.request = request;
    this.listener = listener;
    cache = new HubCache(request.cache(), request.hub(), request.repo());
    client = request.offline() ? Optional.empty() : Optional.of(client());
  }

  private HubClient client() throws InvalidInputException {
    HubTransport transport = new HubTransport(request.hub(), request.token(), request.patience());
    return new HubClient(request.hub(), request.repo(), transport, request.patience(), listener);
  }

  /**
   * Pulls.
   *
   * @param request what, from where
   * @param listener hears how it goes
   * @return the folder
   * @throws InvalidInputException if the hub, the network, the cache or the request is not as it
   *     should be; one line says what
   * @throws IOException if the cache cannot be read or written
   */
  public static PulledModel run(PullRequest request, PullListener listener) throws IOException {
    Pull pull = new Pull(request, listener);
    if (request.offline() && !Files.isDirectory(pull.cache.folder())) {
      throw pull.notCached("nothing of it");
    }
    CacheLock lock = pull.cache.lock(listener);
    try {
      return pull.run();
    } finally {
      lock.close();
    }
  }

  private PulledModel run() throws IOException {
    RepoListing listing = listing();
    List<HubFile> files = chosen(listing);
    Path snapshot = cache.snapshot(listing.commit(), request.include());
    List<HubFile> missing = missing(files);
    if (!missing.isEmpty()) {
      AtomicFolder.delete(snapshot); // it may hold what was found damaged
    }
    long downloaded = fetch(listing.commit(), files, missing);
    PullManifest manifest = manifest(listing, files);
    cache.assemble(snapshot, files, manifest, request.verify());
    return new PulledModel(snapshot, manifest, downloaded);
  }

  /** From the hub; a commit that was asked for before is what it was. */
  private RepoListing listing() throws IOException {
    Optional<String> commit = cache.commit(request.revision());
    Optional<RepoListing> known = commit.isEmpty() ? Optional.empty() : cache.listing(commit.get());
    if (known.isPresent() && (client.isEmpty() || RepoListing.isCommit(request.revision()))) {
      return known.get();
    }
    if (client.isEmpty()) {
      throw notCached("no revision '" + request.revision() + "'");
    }
    RepoListing listing = client.get().listing(request.revision());
    cache.remember(request.revision(), listing);
    return listing;
  }

  private List<HubFile> chosen(RepoListing listing) throws IOException {
    List<String> names = new ClipFiles(request.repo(), listing).choose(request.include());
    List<HubFile> all = new ArrayList<>();
    boolean asked = false;
    for (HubFile file : listing.files()) {
      boolean unknown = names.contains(file.name()) && file.content() == null;
      if (unknown && client.isEmpty()) {
        throw notCached("no " + file.name());
      }
      all.add(unknown ? client.get().describe(listing.commit(), file) : file);
      asked |= unknown;
    }
    if (asked) {
      cache.remember(request.revision(), listing.withFiles(all));
    }
    return all.stream().filter(file -> names.contains(file.name())).toList();
  }

  private long fetch(String commit, List<HubFile> files, List<HubFile> missing) throws IOException {
    long total = files.stream().mapToLong(file -> file.known().size()).sum();
    long done = total - missing.stream().mapToLong(file -> file.known().size()).sum();
    listener.begin(done + partly(missing), total);
    requireSpace(total - done - partly(missing));
    long downloaded = 0;
    for (HubFile file : missing) {
      long before = done;
      downloaded +=
          client
              .orElseThrow()
              .download(commit, file, partial(file))
              .run(bytes -> listener.progress(before + bytes, total, file.name()));
      done += file.known().size();
    }
    return downloaded;
  }

  private List<HubFile> missing(List<HubFile> files) throws IOException {
    List<HubFile> missing = new ArrayList<>();
    for (HubFile file : files) {
      if (!cache.has(file.known(), request.verify())) {
        Path blob = cache.blob(file.known());
        if (Files.exists(blob)) {
          listener.note(file.name() + ": the cached content was changed or damaged");
        }
        missing.add(file);
      }
    }
    if (!missing.isEmpty() && client.isEmpty()) {
      throw notCached("no " + String.join(", ", missing.stream().map(HubFile::name).toList()));
    }
    return missing;
  }

  private PartialFile partial(HubFile file) {
    return new PartialFile(cache.blob(file.known()));
  }

  private long partly(List<HubFile> missing) throws IOException {
    long bytes = 0;
    for (HubFile file : missing) {
      bytes += Math.min(partial(file).size(), file.known().size());
    }
    return bytes;
  }

  private void requireSpace(long needed) throws IOException {
    long free = Files.getFileStore(cache.folder()).getUsableSpace();
    if (needed > free) {
      throw new InvalidInputException(
          "%s: needs %d bytes more, the disk has %d".formatted(request.cache(), needed, free));
    }
  }

  private PullManifest manifest(RepoListing listing, List<HubFile> files) throws IOException {
    Map<String, PullManifest.Entry> entries = new LinkedHashMap<>();
    for (HubFile file : files) {
      entries.put(file.name(), new PullManifest.Entry(file.known().size(), sha256(file)));
    }
    return new PullManifest(
        request.hub().toString(),
        request.repo().value(),
        request.revision(),
        listing.commit(),
        listing.license(),
        entries);
  }

  private String sha256(HubFile file) throws IOException {
    ContentDigest digest = file.known().digest();
    return digest.kind() == ContentDigest.Kind.SHA256
        ? digest.hex()
        : Sha256.of(cache.blob(file.known())); // git's files are small
  }

  private InvalidInputException notCached(String what) throws IOException {
    List<String> revisions = cache.revisions();
    return new InvalidInputException(
        "%s: --offline, but %s holds %s%s"
            .formatted(
                request.repo(),
                cache.folder(),
                what,
                revisions.isEmpty() ? "" : "; known revisions: " + String.join(", ", revisions)));
  }
}
