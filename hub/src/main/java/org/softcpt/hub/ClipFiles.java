package org.softcpt.hub;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.softcpt.models.io.InvalidInputException;

/**
 * Which files of a repository make one CLIP: settings, tokenizer, and the weights in one layout.
 * Repositories often hold the same weights several times; safetensors come before pickles, Hugging
 * Face's layout before open_clip's.
 */
final class ClipFiles {

  private static final String OPEN_CLIP_CONFIG = "open_clip_config.json";

  private static final Set<String> COMMON =
      Set.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "vocab.json",
          "merges.txt",
          "README.md",
          "LICENSE",
          "LICENSE.txt",
          "LICENSE.md");

  private static final Set<String> HUGGING_FACE = Set.of("config.json", "preprocessor_config.json");

  private final RepoId repo;
  private final RepoListing listing;

  ClipFiles(RepoId repo, RepoListing listing) {
    this.repo = repo;
    this.listing = listing;
  }

  /** The names of the files to fetch; without globs, those of a CLIP. */
  List<String> choose(List<String> globs) throws InvalidInputException {
    return globs.isEmpty() ? clip() : matching(globs);
  }

  private List<String> clip() throws InvalidInputException {
    boolean huggingFace = mayBeHuggingFace();
    boolean openClip = listing.names().contains(OPEN_CLIP_CONFIG);
    for (String kind : List.of("safetensors", "bin")) {
      List<String> weights = huggingFace ? huggingFaceWeights(kind) : List.of();
      if (!weights.isEmpty()) {
        return with(HUGGING_FACE, weights);
      }
      weights = openClip ? openClipWeights(kind) : List.of();
      if (!weights.isEmpty()) {
        return with(Set.of(OPEN_CLIP_CONFIG), weights);
      }
    }
    throw new InvalidInputException(
        "%s: no CLIP found at commit %s%s: expected config.json with model.safetensors or "
                .formatted(repo, listing.commit(), type())
            + "pytorch_model.bin, or open_clip_config.json with open_clip_model.safetensors or "
            + "open_clip_pytorch_model.bin; --include fetches files of your choice");
  }

  /** timm's repositories have a config.json and a model.safetensors of the image tower alone. */
  private boolean mayBeHuggingFace() {
    if (!listing.names().contains("config.json")) {
      return false;
    }
    return listing.modelType() == null
        ? !listing.names().contains(OPEN_CLIP_CONFIG)
        : listing.modelType().equals("clip");
  }

  private String type() {
    return listing.modelType() == null ? "" : " (its type is '" + listing.modelType() + "')";
  }

  private List<String> huggingFaceWeights(String kind) throws InvalidInputException {
    String stem = kind.equals("bin") ? "pytorch_model" : "model";
    String single = stem + "." + kind;
    if (listing.names().contains(single)) {
      return List.of(single);
    }
    String index = single + ".index.json";
    return listing.names().contains(index) ? withShards(index, stem, kind) : List.of();
  }

  private List<String> withShards(String index, String stem, String kind)
      throws InvalidInputException {
    Pattern form = Pattern.compile(Pattern.quote(stem) + "-(\\d{5})-of-(\\d{5})\\." + kind);
    List<String> shards = new ArrayList<>();
    int expected = 0;
    for (String name : listing.names()) {
      Matcher matcher = form.matcher(name);
      if (matcher.matches()) {
        shards.add(name);
        expected = Integer.parseInt(matcher.group(2));
      }
    }
    if (shards.isEmpty() || shards.size() != expected) {
      throw new InvalidInputException(
          "%s: expected the %d shards of %s, found %s".formatted(repo, expected, index, shards));
    }
    shards.add(index);
    return shards;
  }

  private List<String> openClipWeights(String kind) {
    List<String> names =
        kind.equals("bin")
            ? List.of("open_clip_pytorch_model.bin")
            : List.of("open_clip_model.safetensors", "open_clip_pytorch_model.safetensors");
    return names.stream().filter(listing.names()::contains).limit(1).toList();
  }

  private List<String> with(Set<String> settings, List<String> weights) {
    return listing.names().stream()
        .filter(name -> COMMON.contains(name) || settings.contains(name) || weights.contains(name))
        .sorted()
        .toList();
  }

  private List<String> matching(List<String> globs) throws InvalidInputException {
    List<PathMatcher> matchers = new ArrayList<>();
    for (String glob : globs) {
      matchers.add(matcher(glob));
    }
    List<String> chosen =
        listing.names().stream()
            .filter(name -> !name.equals(PullManifest.FILE)) // ours
            .filter(name -> matchers.stream().anyMatch(each -> each.matches(Path.of(name))))
            .sorted()
            .toList();
    if (chosen.isEmpty()) {
      throw new InvalidInputException(
          "%s: no file matches %s; there are %s"
              .formatted(repo, String.join(",", globs), String.join(", ", listing.names())));
    }
    return chosen;
  }

  private static PathMatcher matcher(String glob) throws InvalidInputException {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new InvalidInputException("--include: not a glob: '%s'".formatted(glob), e);
    }
  }
}
