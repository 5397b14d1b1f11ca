package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.SecurityOptions;
import org.softcpt.server.security.Tls;

class TlsTest {

  private static final String PASSWORD = "correct horse";

  @TempDir static Path folder;
  private static Path keystore;
  private static Path password;

  @BeforeAll
  static void makeCertificate() throws Exception {
    keystore = folder.resolve("server.p12");
    password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }

  @Test
  void speaksTlsToThoseWhoTrustIt() throws Exception {
    try (TestServer server = TestServer.start(folder, Limits.DEFAULT, options())) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:%d/v1/bundles".formatted(server.port())))
              .build();
      HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      HttpClient stranger = HttpClient.newHttpClient();
      assertThrows(
          SSLHandshakeException.class, () -> stranger.send(request, BodyHandlers.ofString()));
      assertThrows(IOException.class, () -> server.get("/v1/bundles")); // plain HTTP
    }
  }

  private static SecurityOptions options() throws IOException {
    return new SecurityOptions(
        Optional.empty(),
        false,
        Optional.of(Tls.of(keystore, password)),
        List.of(),
        Optional.empty(),
        ConnectionLimits.DEFAULT);
  }

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(keystore)) {
      store.load(stream, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Test
  void refusesWhatOpensNothing() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "battery staple");
    assertRefused(() -> Tls.of(keystore, wrong).context(), "no keystore that this password opens");
    Path rubbish = Files.writeString(folder.resolve("rubbish"), "rubbish");
    assertRefused(() -> Tls.of(rubbish, password).context(), "no keystore that this password");
    assertRefused(() -> Tls.of(folder.resolve("none"), password), "no such keystore");
    assertRefused(() -> Tls.of(keystore, folder), "expected a file with a password");
    assertFalse(Tls.of(keystore, password).toString().contains(PASSWORD));
  }

  private static void assertRefused(Executable opening, String message) {
    String found = assertThrows(InvalidInputException.class, opening).getMessage();
    assertTrue(found.contains(message), found);
    assertFalse(found.contains(PASSWORD) || found.contains("battery"), found);
  }
}
