package org.softcpt.models.folder;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the manifests share. JSON may leave anything out, so values can be null here. */
final class ManifestChecks {

  /** exp(20) is far above any temperature; beyond it the softmax would only overflow. */
  private static final double LARGEST_LOGIT_SCALE = 20;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private ManifestChecks() {}

  static void present(String key, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(key));
    }
  }

  static void text(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("'%s' is missing or empty".formatted(key));
    }
  }

  static void digest(String key, @Nullable String value) {
    if (value == null || !DIGEST.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s': expected 64 hexadecimal digits, found '%s'".formatted(key, value));
    }
  }

  static void logitScale(double value) {
    if (!(Math.abs(value) <= LARGEST_LOGIT_SCALE)) { // NaN too
      throw new IllegalArgumentException(
          "'logit_scale': expected a number within ±%.0f (the logarithm of the factor), found %s"
              .formatted(LARGEST_LOGIT_SCALE, value));
    }
  }

  static void listed(FileDigests files, String... names) {
    for (String name : names) {
      if (!files.has(name)) {
        throw new IllegalArgumentException("'files' does not list '%s'".formatted(name));
      }
    }
  }
}
