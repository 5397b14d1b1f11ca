package org.softcpt.trainer.training;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.TaskSet;

/**
 * {@code config.json}: everything a run's result depends on.
 *
 * @param settings of the training
 * @param model the exported model
 * @param cache the features
 * @param tasks what was learned; part of the cache's digest
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunManifest(TrainingConfig settings, Origin model, Origin cache, TaskSet tasks) {

  private static final String FORMAT = "softcpt-run";
  private static final int VERSION = 1;

  /** JSON may leave anything out. */
  public RunManifest {
    Objects.requireNonNull(settings, "'settings' is missing");
    Objects.requireNonNull(model, "'model' is missing");
    Objects.requireNonNull(cache, "'cache' is missing");
    Objects.requireNonNull(tasks, "'tasks' is missing");
  }

  /**
   * Something the run was made from.
   *
   * @param path where it lay; for people and for {@code eval}, no part of the digest
   * @param sha256 what it was: of a model the text digest, of a cache the cache's digest
   */
  public record Origin(String path, String sha256) {}

  /**
   * Reads a run's manifest.
   *
   * @param folder the run
   * @return the manifest
   * @throws InvalidInputException if it is missing or wrong; the message names the file
   * @throws IOException if reading fails
   */
  public static RunManifest read(RunFolder folder) throws IOException {
    return VersionedJson.read(folder.config(), FORMAT, VERSION, RunManifest.class);
  }

  void write(RunFolder folder) throws IOException {
    VersionedJson.write(folder.config(), FORMAT, VERSION, this);
  }

  /**
   * Names the run's result: equal digests, equal parameters (on one machine and number of threads).
   *
   * @return SHA-256 of settings, model and cache, without paths
   */
  public String digest() {
    return Sha256.of(Json.line(List.of(settings, model.sha256(), cache.sha256())));
  }

  /**
   * Compares with what a resumed run asks for.
   *
   * @param wanted the new request
   * @return one phrase per difference; empty if the run can go on
   */
  List<String> differences(RunManifest wanted) {
    List<String> differences = new ArrayList<>();
    Map<String, String> asked = SettingTable.all(wanted.settings);
    SettingTable.all(settings)
        .forEach((name, has) -> compare(differences, name, has, asked.get(name)));
    compare(differences, "model", model.sha256(), wanted.model.sha256());
    compare(differences, "cache", cache.sha256(), wanted.cache.sha256());
    return differences;
  }

  private static void compare(List<String> differences, String name, String has, String asked) {
    if (!has.equals(asked)) {
      differences.add("%s: the run has %s, asked for %s".formatted(name, has, asked));
    }
  }
}
