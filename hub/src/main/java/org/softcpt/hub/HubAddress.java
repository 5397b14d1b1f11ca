package org.softcpt.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * Where a hub is, and the addresses of what is on it.
 *
 * @param base scheme, host and perhaps port and path, without a slash at the end
 */
public record HubAddress(URI base) {

  /** The public hub. */
  public static final String DEFAULT = "https://huggingface.co";

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  /**
   * Reads an address that a user typed.
   *
   * @param text e.g. {@code https://huggingface.co}
   * @return the address
   * @throws InvalidInputException if it is not {@code http} or {@code https} with a host, or holds
   *     a user, a query or a fragment
   */
  public static HubAddress parse(String text) throws InvalidInputException {
    try {
      URI uri = new URI(text.strip().replaceFirst("/+$", ""));
      if (isHttp(uri)
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return new HubAddress(uri);
      }
    } catch (URISyntaxException e) {
      throw notAnAddress(text); // without the parser's words: they say less
    }
    throw notAnAddress(text);
  }

  private static InvalidInputException notAnAddress(String text) {
    return new InvalidInputException(
        "'%s': expected a hub's address, http(s)://HOST[:PORT][/PATH]".formatted(text));
  }

  /** What the hub says about a repository at a revision. */
  URI listing(RepoId repo, String revision) {
    return URI.create(
        base + "/api/models/" + repo.value() + "/revision/" + encode(revision) + "?blobs=true");
  }

  /** A file's content; the hub may redirect from there. */
  URI file(RepoId repo, String commit, String name) {
    return URI.create(base + "/" + repo.value() + "/resolve/" + commit + "/" + encodePath(name));
  }

  /** Whether an address is served by this hub itself: same scheme, host and port. */
  boolean hasOrigin(URI other) {
    return origin(base).equals(origin(other));
  }

  /** Whether nobody between here and the hub can read what is sent. */
  boolean isPrivate() {
    return isSecure(base) || LOOPBACK.matcher(host(base)).matches();
  }

  /** One path segment for the hub: caches of different hubs must not mix. */
  String folderName() {
    String scheme = isSecure(base) ? "" : "http_";
    String port = base.getPort() < 0 ? "" : "_" + base.getPort();
    return scheme + (host(base) + port + base.getRawPath()).replaceAll("[^A-Za-z0-9.-]", "_");
  }

  static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme()) || isSecure(uri);
  }

  static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** One segment, percent-encoded; a slash in it too. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encodePath(String name) {
    return Arrays.stream(name.split("/")).map(HubAddress::encode).collect(Collectors.joining("/"));
  }

  private static String origin(URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host(uri) + ":" + port;
  }

  private static String host(URI uri) {
    return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
