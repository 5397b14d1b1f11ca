package org.softcpt.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.softcpt.runtime.batching.DeadlineException;

/** Reads requests, has the routes' endpoints answer them, writes replies and errors. */
final class ApiHandler extends Handler.Abstract.NonBlocking {

  private final Routes routes;
  private final Limits limits;
  private final Admission admission;
  private final RequestMetrics metrics;

  ApiHandler(Routes routes, Limits limits, RequestMetrics metrics) {
    this.routes = routes;
    this.limits = limits;
    this.admission = new Admission(limits);
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    StageTimes times = new StageTimes();
    String id = RequestId.of(request);
    String path = Request.getPathInContext(request);
    response.getHeaders().put(RequestId.HEADER, id);
    CompletableFuture<Reply> reply;
    try {
      reply = answer(request, path, id, times);
    } catch (ApiException | RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    reply
        .exceptionally(failure -> error(failure, path, id))
        .thenApply(done -> counted(done, request, path, times))
        .whenComplete((done, failure) -> write(done, response, callback));
    return true;
  }

  private Reply counted(Reply reply, Request request, String path, StageTimes times) {
    String method = request.getMethod();
    metrics.answered(method, routes.match(method, path), reply.status(), times);
    return reply;
  }

  private CompletableFuture<Reply> answer(Request request, String path, String id, StageTimes times)
      throws ApiException {
    Routes.Route route = routes.find(request.getMethod(), path);
    AccessLog.note(request, route.pattern(), times);
    long deadline = System.nanoTime() + limits.deadline().toNanos();
    Function<byte[], Exchange> exchange =
        body ->
            new Exchange(
                id,
                path,
                route.values(path),
                query(request),
                request.getHeaders(),
                body,
                deadline,
                times);
    if (HttpMethod.GET.is(route.method())) { // health answers where all places are taken, too
      return answer(route, exchange.apply(new byte[0])).toCompletableFuture();
    }
    return admitted(request, body -> answer(route, exchange.apply(body)));
  }

  /** Reads a body if there is room for it. */
  private CompletableFuture<Reply> admitted(
      Request request, Function<byte[], CompletionStage<Reply>> answer) throws ApiException {
    if (request.getLength() > limits.bodyBytes()) {
      throw tooLarge();
    }
    Admission.Place place = admission.enter(request.getLength());
    return body(request)
        .thenComposeAsync(answer, getServer().getThreadPool())
        .whenComplete((reply, failure) -> place.close());
  }

  private static CompletionStage<Reply> answer(Routes.Route route, Exchange exchange) {
    try {
      return route.endpoint().answer(exchange);
    } catch (ApiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<byte[]> body(Request request) {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    Content.Source.asByteArrayAsync(request, limits.bodyBytes(), Promise.Invocable.toPromise(body));
    return body.exceptionally(
        failure -> {
          throw new CompletionException(reading(failure));
        });
  }

  private Throwable reading(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof TimeoutException) {
      return new ApiException(408, "too_slow", "the body did not arrive in time");
    }
    if (cause instanceof EofException) {
      return ApiException.malformed("the body ended early, or its chunks are malformed");
    }
    if (cause instanceof HttpException) {
      return cause;
    }
    return cause instanceof IllegalStateException ? tooLarge() : cause;
  }

  private ApiException tooLarge() {
    return new ApiException(
        413,
        "body_too_large",
        "the body: expected at most %d bytes, found more".formatted(limits.bodyBytes()));
  }

  private static Fields query(Request request) {
    return Request.extractQueryParameters(request);
  }

  private Reply error(Throwable failure, String path, String id) {
    ApiException refusal = refusal(cause(failure));
    metrics.failed(refusal.code());
    return ErrorReply.of(refusal, path, id);
  }

  private static ApiException refusal(Throwable cause) {
    if (cause instanceof ApiException refusal) {
      return refusal;
    }
    if (cause instanceof DeadlineException) {
      return ApiException.later(503, "deadline", cause.getMessage(), Duration.ofSeconds(1));
    }
    if (cause instanceof HttpException http) {
      return new ApiException(
          http.getCode(),
          ErrorBody.code(http.getCode()),
          ErrorBody.MALFORMED + Shown.line(String.valueOf(http.getReason())));
    }
    return new ApiException(
        500, "internal", "the server failed: " + cause.getClass().getSimpleName());
  }

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static void write(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }
}
