package org.softcpt.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.softcpt.models.io.Json;

/** The repository of a {@link TestHub}: its files, and what the hub says of them. */
final class TestRepository {

  private final Map<String, byte[]> files = new TreeMap<>();
  private Consumer<ObjectNode> edit = listing -> {};
  private String commit = TestHub.COMMIT;

  void file(String name, byte[] content) {
    files.put(name, content);
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  byte[] content(String name) {
    return files.get(name);
  }

  void editListing(Consumer<ObjectNode> change) {
    edit = change;
  }

  void commit(String now) {
    commit = now;
  }

  String commit() {
    return commit;
  }

  ObjectNode listing() {
    ObjectNode root = Json.mapper().createObjectNode().put("id", TestHub.REPO).put("sha", commit);
    root.putObject("config").put("model_type", "clip");
    root.putObject("cardData").put("license", "mit");
    ArrayNode siblings = root.putArray("siblings");
    files.forEach((name, content) -> describe(siblings.addObject(), name, content));
    edit.accept(root);
    return root;
  }

  private static void describe(ObjectNode sibling, String name, byte[] content) {
    sibling.put("rfilename", name).put("size", content.length).put("blobId", git(content));
    if (isLarge(name)) {
      sibling.put("blobId", git("pointer".getBytes(StandardCharsets.UTF_8)));
      sibling
          .putObject("lfs")
          .put("sha256", hex("SHA-256", content))
          .put("size", content.length)
          .put("pointerSize", 135);
    }
  }

  String tag(String name) {
    byte[] content = files.get(name);
    return '"' + (isLarge(name) ? hex("SHA-256", content) : git(content)) + '"';
  }

  static boolean isLarge(String name) {
    return name.endsWith(".safetensors") || name.endsWith(".bin");
  }

  private static String git(byte[] content) {
    byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return hex("SHA-1", all);
  }

  static String hex(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
