package org.softcpt.server;

import java.util.concurrent.CompletionStage;

/** Answers the requests of one route. Safe for concurrent use. */
@FunctionalInterface
interface Endpoint {

  /**
   * Answers; must not block the calling thread for long.
   *
   * @param exchange the request, its body read
   * @return the reply, or an {@link ApiException} or another failure
   * @throws ApiException if the request is refused at once
   */
  CompletionStage<Reply> answer(Exchange exchange) throws ApiException;
}
