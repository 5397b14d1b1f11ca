package org.softcpt.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.softcpt.server.security.TimedConnectionFactory;

/** Errors that Jetty finds before an endpoint is asked, in the form of all the others. */
final class JsonErrors extends ErrorHandler {

  private final RequestMetrics metrics;

  JsonErrors(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = status(request, response);
    response.setStatus(status);
    String id = RequestId.of(request);
    String code = ErrorBody.code(status);
    ApiException refusal = new ApiException(status, code, message(request, status));
    Reply reply = ErrorReply.of(refusal, path(request), id);
    long nanoseconds = System.nanoTime() - request.getBeginNanoTime();
    metrics.refused(String.valueOf(request.getMethod()), status, code, nanoseconds);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response.getHeaders().put(RequestId.HEADER, id);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }

  /** Jetty forgets a path that it refuses; the connection does not. */
  private static String path(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    String target = TimedConnectionFactory.target(connection);
    return ErrorReply.isProtocol(target) ? target : Request.getPathInContext(request);
  }

  private static int status(Request request, Response response) {
    return request.getAttribute(ERROR_STATUS) instanceof Integer said ? said : response.getStatus();
  }

  private static String message(Request request, int status) {
    String reason = HttpStatus.getMessage(status);
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR_500
        && status != HttpStatus.SERVICE_UNAVAILABLE_503
        && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
      return "the server failed"; // what exactly is not the sender's business
    }
    Object said = request.getAttribute(ERROR_MESSAGE);
    String message = Shown.line(said == null ? reason : said.toString());
    return request.getAttribute(ERROR_EXCEPTION) instanceof HttpException
        ? ErrorBody.MALFORMED + message
        : message;
  }
}
