package org.softcpt.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Answers for once, alone and over HTTP, with a tiny bundle: what it loads is what {@code predict}
 * and {@code serve} load. The launcher runs it after a build with {@code -XX:ArchiveClassesAtExit},
 * and later processes read the classes from that archive.
 */
final class Rehearsal {

  private static final int SIDE = 40;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
  private final Softcpt softcpt = new Softcpt(new Terminal(stream, stream, false, 80));

  private Rehearsal() {}

  /**
   * Rehearses, then ends the process, the server in it.
   *
   * @param arguments an existing folder for what it needs
   * @throws IOException if something cannot be written or does not answer
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    new Rehearsal().run(RehearsalBundle.write(folder), picture(folder));
    System.exit(ExitCode.DONE);
  }

  private void run(Path bundle, Path picture) throws IOException, InterruptedException {
    softcpt.run("predict", "--bundle", bundle.toString(), picture.toString());
    Thread server =
        new Thread(() -> softcpt.run("serve", "--bundle", bundle.toString(), "--port", "0"));
    server.setDaemon(true);
    server.start();
    ask(address() + "/v1/classify", Files.readAllBytes(picture));
  }

  private String address() throws IOException, InterruptedException {
    for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE; ) {
      Matcher address = ADDRESS.matcher(said.toString(StandardCharsets.UTF_8));
      if (address.find()) {
        return address.group();
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new IOException("no server: " + said.toString(StandardCharsets.UTF_8));
  }

  private static void ask(String address, byte[] picture) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setRequestProperty("Content-Type", "image/jpeg");
    connection.setDoOutput(true);
    connection.getOutputStream().write(picture);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(address + ": " + connection.getResponseCode());
    }
  }

  private static Path picture(Path folder) throws IOException {
    Path picture = folder.resolve("picture.jpg");
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "jpg", picture.toFile());
    return picture;
  }
}
