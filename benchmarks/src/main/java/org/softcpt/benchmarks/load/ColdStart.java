package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a server takes from the start of its process to its first good answer at an address.
 * Arguments: the address, e.g. {@code http://localhost:8080/health/ready}, runs, then the command
 * that starts the server.
 */
public final class ColdStart {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

  private ColdStart() {}

  /**
   * Starts the command several times, measures and prints.
   *
   * @param arguments address, runs, command
   * @throws IOException if the command cannot be started or ends by itself
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    URL address = URI.create(arguments[0]).toURL();
    long[] nanos = new long[Integer.parseInt(arguments[1])];
    List<String> command = List.of(arguments).subList(2, arguments.length);
    System.out.println("cold start " + Arrays.toString(arguments) + " " + MachineFacts.now());
    for (int run = 0; run < nanos.length; run++) {
      nanos[run] = start(command, address);
    }
    Arrays.sort(nanos);
    System.out.printf(
        "median %.3f s, min %.3f, max %.3f%n",
        nanos[nanos.length / 2] / 1e9, nanos[0] / 1e9, nanos[nanos.length - 1] / 1e9);
  }

  private static long start(List<String> command, URL address)
      throws IOException, InterruptedException {
    if (answers(address)) {
      throw new IOException(address + ": somebody answers before the server is started");
    }
    long start = System.nanoTime();
    Process server = new ProcessBuilder(command).inheritIO().start();
    try {
      while (!answers(address)) {
        if (!server.isAlive() || System.nanoTime() - start > LONGEST) {
          throw new IOException("the server did not get ready: " + command);
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      long ready = System.nanoTime() - start;
      double processor = server.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
      System.out.printf("ready after %.3f s; %.2f s of processor time%n", ready / 1e9, processor);
      return ready;
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static boolean answers(URL address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }
}
