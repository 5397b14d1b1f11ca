package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.trainer.experiment.ExperimentManifest;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.training.RunManifest.Origin;

/** What {@code softcpt experiment} wrote. */
final class ExperimentKind implements Kind {

  @Override
  public String id() {
    return "experiment";
  }

  @Override
  public String title() {
    return "experiment";
  }

  @Override
  public String sign() {
    return "an experiment (%s)".formatted(ExperimentManifest.FILE);
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path.resolve(ExperimentManifest.FILE));
  }

  @Override
  public Facts describe(Path path) throws IOException {
    ExperimentManifest manifest = ExperimentManifest.read(path);
    List<String> methods =
        manifest.methods().stream().map(ExperimentManifest.Method::label).toList();
    Facts facts =
        new Facts()
            .add("name", manifest.name())
            .add("methods", methods)
            .add("shots", manifest.shots())
            .add("seeds", manifest.seeds())
            .add("transfer", manifest.transfer().key())
            .add("model", origin(manifest.model()))
            .add("cache", origin(manifest.cache()));
    if (Files.exists(path.resolve(ExperimentResults.FILE))) {
      ExperimentResults results = ExperimentResults.read(path);
      facts.add("rows", results.rows().size()).add("failures", results.failures().size());
    }
    return facts;
  }

  private static Facts origin(Origin origin) {
    return new Facts().add("path", origin.path()).add("sha256", origin.sha256());
  }
}
