package org.softcpt.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.Sha256;

/**
 * Where one repository of one hub lies on disk:
 *
 * <pre>
 * refs/main               the commit that the revision was when last asked
 * listings/COMMIT.json    what the hub said of that commit
 * blobs/sha256-…, git-…   contents by digest; beside them .part and .etag while they are loaded
 * snapshots/COMMIT/       the model folder: hard links to the blobs, and pull.json
 * .lock                   held while pulling
 * </pre>
 *
 * A new commit with the same weights costs no second download, and a folder holds exactly the files
 * that were asked for: others are in a folder of another name.
 */
final class HubCache {

  private static final String FORMAT = "softcpt-hub-listing";
  private static final int VERSION = 1;

  private final Path folder;

  HubCache(Path root, HubAddress hub, RepoId repo) {
    folder = root.resolve(hub.folderName()).resolve(repo.folderName());
  }

  Path folder() {
    return folder;
  }

  CacheLock lock(PullListener listener) throws IOException {
    return CacheLock.take(folder.resolve(".lock"), listener);
  }

  /** The commit a revision was when the hub was last asked; a commit is itself. */
  Optional<String> commit(String revision) throws IOException {
    if (RepoListing.isCommit(revision)) {
      return Optional.of(revision);
    }
    Path ref = ref(revision);
    return Files.isRegularFile(ref)
        ? Optional.of(Files.readString(ref).strip()).filter(RepoListing::isCommit)
        : Optional.empty();
  }

  /** The revisions about which the hub was asked. */
  List<String> revisions() throws IOException {
    Path refs = folder.resolve("refs");
    if (!Files.isDirectory(refs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(refs)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".")) // a temporary file of a killed pull
          .sorted()
          .toList();
    }
  }

  Optional<RepoListing> listing(String commit) throws IOException {
    Path file = listingFile(commit);
    return Files.isRegularFile(file)
        ? Optional.of(VersionedJson.read(file, FORMAT, VERSION, RepoListing.class))
        : Optional.empty();
  }

  void remember(String revision, RepoListing listing) throws IOException {
    VersionedJson.write(listingFile(listing.commit()), FORMAT, VERSION, listing);
    if (!RepoListing.isCommit(revision)) {
      AtomicFile.writeText(ref(revision), listing.commit() + "\n");
    }
  }

  /** Where a content lies, whether or not it is there. */
  Path blob(HubFile.Content content) {
    return folder.resolve("blobs").resolve(content.digest().fileName());
  }

  /** Whether a content is there, by its size; with its digest too, if asked. */
  boolean has(HubFile.Content content, boolean verify) throws IOException {
    Path blob = blob(content);
    return Files.isRegularFile(blob)
        && Files.size(blob) == content.size()
        && (!verify || content.digest().of(blob).equals(content.digest()));
  }

  /** The model folder of a commit, or of some of its files. */
  Path snapshot(String commit, List<String> globs) {
    String some = globs.isEmpty() ? "" : "-" + Sha256.of(String.join(",", globs)).substring(0, 8);
    return folder.resolve("snapshots").resolve(commit + some);
  }

  /**
   * Makes a model folder of contents that are there, unless it is there already.
   *
   * @param manifest is written last
   * @param verify whether files that are copies, not links, are made anew
   */
  void assemble(Path snapshot, List<HubFile> files, PullManifest manifest, boolean verify)
      throws IOException {
    if (isComplete(snapshot, files, verify)) {
      if (!manifest.equals(PullManifest.read(snapshot))) { // the revision has another name now
        manifest.write(snapshot);
      }
      return;
    }
    AtomicFolder.write(
        snapshot,
        temporary -> {
          for (HubFile file : files) {
            Links.linkOrCopy(blob(file.known()), temporary.resolve(file.name()));
          }
          manifest.write(temporary);
        });
  }

  private boolean isComplete(Path snapshot, List<HubFile> files, boolean verify)
      throws IOException {
    for (HubFile file : files) {
      Path link = snapshot.resolve(file.name());
      Path blob = blob(file.known());
      boolean same =
          Files.isRegularFile(link)
              && (Files.isSameFile(link, blob)
                  || (!verify && Files.size(link) == file.known().size()));
      if (!same) {
        return false;
      }
    }
    return Files.isRegularFile(snapshot.resolve(PullManifest.FILE));
  }

  private Path ref(String revision) {
    return folder.resolve("refs").resolve(HubAddress.encode(revision));
  }

  private Path listingFile(String commit) {
    return folder.resolve("listings").resolve(commit + ".json");
  }
}
