package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.EncoderPool;
import org.softcpt.runtime.OpenBundle;

/** Makes a version of a bundle ready to serve: digests checked, encoder running, warm. */
final class BundleLoader {

  private final EncoderPool encoders;
  private final boolean copies;

  /**
   * @param encoders run them
   * @param copies whether bundles are used from a {@link PrivateCopy}, because they may change
   */
  BundleLoader(EncoderPool encoders, boolean copies) {
    this.encoders = encoders;
    this.copies = copies;
  }

  /**
   * Opens a version.
   *
   * @param name what it is called
   * @param folder where it lies
   * @param current the version in service, which stays so until this returns
   * @return the new one, warm; closed by the caller
   * @throws InvalidInputException if it is missing or broken; the message names the file
   * @throws IOException if reading fails
   */
  ServedBundle load(String name, Path folder, Optional<ServedBundle> current) throws IOException {
    if (!copies) {
      return warm(name, OpenBundle.open(folder), Optional.empty());
    }
    PrivateCopy copy = PrivateCopy.of(folder, current.map(ServedBundle::encoderDigest));
    try {
      return warm(name, verified(copy), Optional.of(copy));
    } catch (InvalidInputException e) {
      copy.close();
      throw copy.named(folder, e);
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private static OpenBundle verified(PrivateCopy copy) throws IOException {
    OpenBundle bundle = OpenBundle.open(copy.folder());
    for (String name : copy.names()) {
      bundle.files().file(name);
    }
    return bundle;
  }

  private ServedBundle warm(String name, OpenBundle bundle, Optional<PrivateCopy> copy)
      throws IOException {
    ServedBundle served = new ServedBundle(name, bundle, encoders.lease(bundle), copy);
    try {
      WarmUp.run(served);
      return served;
    } catch (InvalidInputException | RuntimeException e) {
      served.close();
      throw e;
    }
  }
}
