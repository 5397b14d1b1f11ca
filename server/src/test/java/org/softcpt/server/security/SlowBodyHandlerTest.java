package org.softcpt.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;

class SlowBodyHandlerTest {

  private static final int IDLE_MILLIS = 100;
  private static final int WORK_MILLIS = 5 * IDLE_MILLIS;

  /** Reads the body, works, then answers with the number of its bytes. */
  private static final class Worker extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      CompletableFuture<byte[]> body = new CompletableFuture<>();
      Content.Source.asByteArrayAsync(request, 1000, Promise.Invocable.toPromise(body));
      body.whenCompleteAsync(
          (bytes, failure) ->
              response.write(
                  true, ByteBuffer.wrap(new byte[] {(byte) ('0' + bytes.length)}), callback),
          CompletableFuture.delayedExecutor(WORK_MILLIS, TimeUnit.MILLISECONDS));
      return true;
    }
  }

  @Test // the connection is idle while a model runs, and that is not the sender's fault
  void whoWaitsForOurWorkIsNotIdle() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new SlowBodyHandler(ConnectionLimits.DEFAULT, new Worker()));
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort());
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("abc")).build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertEquals("3", answer.body());
    } finally {
      server.stop();
    }
  }
}
