package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;
import org.softcpt.hub.HubAddress;
import org.softcpt.hub.HubToken;
import org.softcpt.hub.Patience;
import org.softcpt.hub.Pull;
import org.softcpt.hub.PullManifest;
import org.softcpt.hub.PullRequest;
import org.softcpt.hub.PulledModel;
import org.softcpt.hub.RepoId;
import org.softcpt.models.io.InvalidInputException;

/** {@code softcpt pull}: a model folder from a hub. Prints the folder, and nothing else, to out. */
final class PullCommand implements Command {

  private static final String ADDRESS_VARIABLE = "HF_ENDPOINT";
  private static final String TOKEN_VARIABLE = "HF_TOKEN";
  private static final String CACHE_VARIABLE = "SOFTCPT_HUB_CACHE";

  private final Map<String, String> environment;

  /**
   * Makes the command.
   *
   * @param environment the process's variables
   */
  PullCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "pull";
  }

  @Override
  public String summary() {
    return "fetches a CLIP from a Hugging Face-compatible hub; the same command goes on if stopped";
  }

  @Override
  public List<String> forms() {
    return List.of("[--revision REV] [--out DIR [--force]] [--offline] REPO_ID");
  }

  @Override
  public String operand() {
    return "REPO_ID";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Opt.value(
            "revision",
            "REV",
            "branch, tag, refs/pr/N or commit; default " + PullRequest.DEFAULT_REVISION),
        Opt.value(
            "out",
            "DIR",
            "put the files there, too; large ones as hard links where that is possible"),
        Opt.flag("force", "replace what an earlier pull put there"),
        Opt.flag("offline", "use what is cached and no network"),
        Opt.flag("verify", "digest again what is cached, and fetch anew what is damaged"),
        Opt.value(
            "include",
            "GLOBS",
            "other files than those of a CLIP, e.g. '*.json,*.bin'; '**' is everything"),
        Opt.value(
            "hub",
            "URL",
            "the hub's address; default is the variable %s, or %s"
                .formatted(ADDRESS_VARIABLE, HubAddress.DEFAULT)),
        Opt.value(
            "cache",
            "DIR",
            "where everything pulled is kept; default is the variable %s, or softcpt/hub in the "
                    .formatted(CACHE_VARIABLE)
                + "user's cache folder"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    PullRequest request = request(arguments);
    Optional<Path> out = arguments.optionalPath("out");
    boolean force = arguments.has("force");
    if (out.isPresent()) {
      OutputFolder.requireReplaceable(out.get(), PullManifest.FILE, force); // before the slow part
    }
    PulledModel model = pull(request, terminal);
    if (out.isPresent()) {
      OutputFolder.write(out.get(), PullManifest.FILE, force, model::copyTo);
    }
    terminal.err().println(summary(model));
    terminal.out().println(out.orElse(model.folder()));
    return ExitCode.DONE;
  }

  private static PulledModel pull(PullRequest request, Terminal terminal) throws IOException {
    try (PullProgress progress = new PullProgress(terminal)) {
      return Pull.run(request, progress);
    }
  }

  private PullRequest request(Arguments arguments) throws UsageException, InvalidInputException {
    if (arguments.operands().size() != 1) {
      throw new UsageException("expected one REPO_ID, found " + arguments.operands());
    }
    String hub =
        arguments.text("hub").or(() -> variable(ADDRESS_VARIABLE)).orElse(HubAddress.DEFAULT);
    boolean offline = arguments.has("offline");
    return new PullRequest(
        HubAddress.parse(hub),
        RepoId.parse(arguments.operands().get(0)),
        PullRequest.revision(arguments.text("revision", PullRequest.DEFAULT_REVISION)),
        globs(arguments.text("include", "")),
        cache(arguments),
        offline,
        arguments.has("verify"),
        offline ? null : token(),
        Patience.DEFAULT);
  }

  private static List<String> globs(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(glob -> !glob.isEmpty()).toList();
  }

  private Path cache(Arguments arguments) throws UsageException {
    Optional<Path> given = arguments.optionalPath("cache");
    return given
        .or(() -> variable(CACHE_VARIABLE).map(Path::of))
        .orElseGet(() -> userCache().resolve("softcpt").resolve("hub"))
        .toAbsolutePath();
  }

  /** See the XDG base directory specification: a relative path there is to be ignored. */
  private Path userCache() {
    return variable("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
  }

  private @Nullable HubToken token() throws InvalidInputException {
    Optional<String> token = variable(TOKEN_VARIABLE);
    return token.isEmpty() ? null : HubToken.parse(TOKEN_VARIABLE, token.get());
  }

  /** A variable that is set to nothing counts as not set. */
  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static String summary(PulledModel model) {
    PullManifest manifest = model.manifest();
    return "%s: %s is commit %s, %d files, %s (%s loaded now), licence: %s"
        .formatted(
            manifest.repo(),
            manifest.revision(),
            manifest.commit(),
            manifest.files().size(),
            PullProgress.text(model.size()),
            PullProgress.text(model.downloaded()),
            manifest.license() == null ? "not stated" : manifest.license());
  }
}
