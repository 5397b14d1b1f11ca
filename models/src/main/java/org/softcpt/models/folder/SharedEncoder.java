package org.softcpt.models.folder;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a bundle's encoder is, if not in the bundle: under the folder that holds the bundle, so
 * that several bundles share one copy on disk.
 *
 * @param folder relative to the bundle, with {@code /}, e.g. {@code "../vit-b-16"}; it leads out of
 *     the bundle by one step
 * @param files of the encoder that a bundle would hold otherwise: the image encoder's, and those
 *     that a meta network needs if the bundle has one
 */
public record SharedEncoder(String folder, FileDigests files) {

  /** One step out, then names; where links lead is seen when the folder is opened. */
  private static final Pattern BESIDE =
      Pattern.compile("\\.\\.(/[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]*)+");

  /**
   * Checks the path and that the image encoder is listed.
   *
   * @throws IllegalArgumentException if the path is absolute, leads farther out, has an empty or
   *     hidden folder, a colon, a backslash or a control character, or a file is not listed
   */
  public SharedEncoder {
    requireBeside(folder);
    ManifestChecks.present("shared_encoder.files", files);
    ManifestChecks.listed(files, ModelManifest.IMAGE_ENCODER, ModelManifest.IMAGE_WEIGHTS);
  }

  private static void requireBeside(@Nullable String folder) { // JSON may leave it out
    if (folder == null || !BESIDE.matcher(folder).matches()) {
      throw new IllegalArgumentException(
          "'shared_encoder': expected a folder beside the bundle, e.g. '../encoder', found '%s'"
              .formatted(folder));
    }
  }
}
