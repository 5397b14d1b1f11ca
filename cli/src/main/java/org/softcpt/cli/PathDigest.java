package org.softcpt.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;

/** SHA-256 of paths as they are printed, each with a zero byte behind it. */
final class PathDigest {

  private final MessageDigest digest;

  PathDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of all images. */
  static String of(Iterator<ListedImage> images) {
    PathDigest digest = new PathDigest();
    images.forEachRemaining(image -> digest.add(image.path()));
    return digest.hex();
  }

  void add(Path image) {
    digest.update(image.toString().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /** Of what was added so far; more may be added. */
  String hex() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }
}
