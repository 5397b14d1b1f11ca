package org.softcpt.trainer.method;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;

/** A model's text graphs, opened when needed: each holds the weights in its own arrangement. */
final class SegmentSessions implements AutoCloseable {

  private final ModelFolder model;
  private final SessionOptions options;
  private final Map<String, GraphSession> open = new HashMap<>();

  SegmentSessions(ModelFolder model, SessionOptions options) {
    this.model = model;
    this.options = options;
  }

  /** The session of a graph, by its file name. */
  synchronized GraphSession get(String graph) {
    return open.computeIfAbsent(graph, this::session);
  }

  private GraphSession session(String graph) {
    try {
      return model.session(graph, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  float[] tokenEmbeddings(int... tokens) {
    try {
      return model.tokenEmbeddings(tokens);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(GraphSession::close);
    open.clear();
  }
}
