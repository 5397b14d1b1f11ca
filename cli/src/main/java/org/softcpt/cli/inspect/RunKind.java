package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.io.Json;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/** The folder that {@code softcpt train} writes. */
final class RunKind implements Kind {

  private static final String FORMAT = "softcpt-run";

  @Override
  public String id() {
    return "run";
  }

  @Override
  public String title() {
    return "training run";
  }

  @Override
  public String sign() {
    return "a run (config.json of format %s)".formatted(FORMAT);
  }

  @Override
  public boolean matches(Path path) throws IOException {
    Path config = new RunFolder(path).config();
    return Files.isRegularFile(config) && Json.read(config).path("format").asText().equals(FORMAT);
  }

  @Override
  public Facts describe(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    RunManifest manifest = RunManifest.read(folder);
    Facts settings = new Facts();
    manifest.settings().texts().forEach(settings::add);
    Facts facts =
        new Facts()
            .add("state", state(folder))
            .add("settings", settings)
            .add("model", origin(manifest.model()))
            .add("cache", origin(manifest.cache()))
            .add("tasks", tasks(manifest.tasks()));
    if (Files.exists(folder.parameters())) {
      addParameters(facts, folder.parameters());
    }
    if (Files.exists(folder.results())) {
      addResults(facts, Json.read(folder.results(), Results.class));
    }
    return facts;
  }

  private static String state(RunFolder folder) {
    if (Files.exists(folder.parameters())) {
      return "finished";
    }
    return Files.exists(folder.checkpoint()) ? "interrupted, can be resumed" : "begun";
  }

  private static Facts origin(RunManifest.Origin origin) {
    return new Facts().add("path", origin.path()).add("sha256", origin.sha256());
  }

  private static Facts tasks(TaskSet tasks) {
    Facts facts = new Facts();
    tasks.tasks().forEach(task -> facts.add(task.id(), task.classes().size() + " classes"));
    return facts;
  }

  private static void addParameters(Facts facts, Path file) throws IOException {
    try (SafetensorsFile parameters = SafetensorsFile.open(file)) {
      facts.add("learned_parameters", TensorFacts.parameters(parameters));
      facts.add("parameters", TensorFacts.list(parameters));
    }
  }

  private static void addResults(Facts facts, Results results) {
    facts.add("accuracy", results.mean()).add("zero_shot_accuracy", results.zeroShotMean());
  }
}
