package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;

/**
 * Decides whether a run begins, goes on or is finished, and refuses what would destroy something.
 *
 * @param folder the run
 * @param manifest its settings and origins
 * @param state what is left to do
 */
record RunStart(RunFolder folder, RunManifest manifest, State state) {

  enum State {
    NEW,
    INTERRUPTED,
    FINISHED
  }

  /**
   * Looks at the folder and, for a new run, writes {@code config.json}.
   *
   * @param folder the run
   * @param given settings by name
   * @param resume whether to go on with what is there
   * @param sources model and cache of this request
   * @throws InvalidInputException if the folder holds something else, or a run without {@code
   *     resume}, or a run with other settings
   */
  static RunStart prepare(
      RunFolder folder, Map<String, String> given, boolean resume, RunSources sources)
      throws IOException {
    if (Files.exists(folder.config())) {
      return existing(folder, given, resume, sources);
    }
    requireEmpty(folder.root());
    RunManifest manifest = sources.manifest(TrainingConfig.of(given));
    manifest.write(folder);
    return new RunStart(folder, manifest, State.NEW);
  }

  private static RunStart existing(
      RunFolder folder, Map<String, String> given, boolean resume, RunSources sources)
      throws IOException {
    State state = state(folder);
    if (!resume) {
      throw new InvalidInputException(
          "%s: holds %s run; choose another folder%s"
              .formatted(
                  folder.root(),
                  state == State.FINISHED ? "a finished" : "an unfinished",
                  state == State.FINISHED ? "" : " or go on with it (--resume)"));
    }
    RunManifest saved = RunManifest.read(folder);
    Map<String, String> texts = saved.settings().texts();
    texts.putAll(given);
    RunManifest wanted = sources.manifest(TrainingConfig.of(texts));
    requireSame(folder, saved, wanted);
    return new RunStart(folder, saved, state);
  }

  private static State state(RunFolder folder) {
    if (Files.exists(folder.parameters())) {
      return State.FINISHED;
    }
    boolean begun = Files.exists(folder.checkpoint()) || Files.exists(folder.stages());
    return begun ? State.INTERRUPTED : State.NEW;
  }

  private static void requireSame(RunFolder folder, RunManifest saved, RunManifest wanted)
      throws InvalidInputException {
    if (!saved.differences(wanted).isEmpty()) {
      throw new InvalidInputException(
          "%s: cannot resume with other settings: %s"
              .formatted(folder.root(), String.join("; ", saved.differences(wanted))));
    }
  }

  /** A killed process may have left the temporary name of config.json, nothing else. */
  private static void requireEmpty(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new InvalidInputException(root + ": expected a folder, found a file");
    }
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      boolean foreign =
          entries.anyMatch(path -> !path.getFileName().toString().startsWith(".config.json.tmp-"));
      if (foreign) {
        throw new InvalidInputException(
            root + ": not empty and not a run (no config.json); choose another folder");
      }
    }
  }
}
