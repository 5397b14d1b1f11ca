package org.softcpt.server.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.softcpt.models.io.InvalidInputException;

/**
 * A server's certificate.
 *
 * @param keystore PKCS#12 or JKS, with a private key and its chain
 * @param password opens the keystore and the key; never written
 */
public record Tls(Path keystore, String password) {

  private static final int LONGEST_PASSWORD = 1 << 12; // bytes of the file

  /**
   * Takes the password from a file: on a command line everybody could read it.
   *
   * @param keystore PKCS#12 or JKS
   * @param passwordFile its first line is the password
   * @return both
   * @throws InvalidInputException if a file is missing
   * @throws IOException if reading fails
   */
  public static Tls of(Path keystore, Path passwordFile) throws IOException {
    if (!Files.isRegularFile(keystore)) {
      throw new InvalidInputException(keystore + ": no such keystore");
    }
    if (!Files.isRegularFile(passwordFile) || Files.size(passwordFile) > LONGEST_PASSWORD) {
      throw new InvalidInputException(passwordFile + ": expected a file with a password");
    }
    return new Tls(
        keystore, Files.readString(passwordFile).lines().findFirst().orElse("").stripTrailing());
  }

  /**
   * What Jetty makes TLS with; its defaults refuse what is older than TLS 1.2.
   *
   * @return started
   * @throws InvalidInputException if the password is wrong, or the keystore is none or without key
   */
  public SslContextFactory.Server context() throws InvalidInputException {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStorePath(keystore.toUri().toString());
    factory.setKeyStorePassword(password);
    try {
      factory.start();
    } catch (Exception e) { // Jetty's declaration
      throw new InvalidInputException(
          "%s: no keystore that this password opens: %s".formatted(keystore, e.getMessage()), e);
    }
    if (factory.getX509(null) == null && factory.getAliases().isEmpty()) {
      throw new InvalidInputException(keystore + ": expected a private key, found none");
    }
    return factory;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Tls[keystore=%s]".formatted(keystore);
  }
}
