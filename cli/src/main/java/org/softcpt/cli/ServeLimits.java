package org.softcpt.cli;

import java.time.Duration;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.server.Limits;
import org.softcpt.server.security.ConnectionLimits;

/** What {@code softcpt serve} lets a request ask for, and a sender keep it waiting. */
final class ServeLimits {

  private static final int MEBI = 1 << 20;
  private static final int MOST_SECONDS = 3600;
  private static final int MOST = 1 << 16;

  private ServeLimits() {}

  static List<Option> options() {
    Limits limits = Limits.DEFAULT;
    ConnectionLimits connections = ConnectionLimits.DEFAULT;
    return List.of(
        Opt.value("max-body", "MIB", "of a request; default " + limits.bodyBytes() / MEBI),
        Opt.value("max-bodies", "MIB", "of all requests in work; default a quarter of Java's heap"),
        Opt.value("max-pixels", "N", "of an image, by its header; default " + limits.pixels()),
        Opt.value("max-images", "N", "of a request; default " + limits.images()),
        Opt.value("max-requests", "N", "in work at once; default " + limits.requests()),
        Opt.value("max-new-tasks", "N", "added to a bundle; default " + limits.newTasks()),
        Opt.value("max-classes", "N", "of an added task; default " + limits.newClasses()),
        Opt.value(
            "decode-time", "S", "seconds of an image; default " + seconds(limits.decodeTime())),
        Opt.value("deadline", "S", "seconds to an answer; default " + seconds(limits.deadline())),
        Opt.value("max-headers", "KIB", "default " + connections.headerBytes() / 1024),
        Opt.value(
            "header-time",
            "S",
            "for line and headers; default " + seconds(connections.headerTime())),
        Opt.value("idle", "S", "longest pause of a sender; default " + seconds(connections.idle())),
        Opt.value("min-rate", "BYTES", "a second of a body; default " + connections.bodyRate()),
        Opt.value("max-connections", "N", "default " + connections.connections()));
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  static Limits limits(Arguments arguments) throws UsageException {
    Limits standard = Limits.DEFAULT;
    int body = arguments.integer("max-body", standard.bodyBytes() / MEBI, 1, 1024);
    long bodies =
        arguments.number("max-bodies", standard.bodiesBytes() / MEBI, 1, Integer.MAX_VALUE);
    return new Limits(
        body * MEBI,
        Math.max(bodies, body) * MEBI,
        arguments.integer("max-pixels", standard.pixels(), 1, ImageDecoder.MOST_PIXELS),
        time(arguments, "decode-time", standard.decodeTime()),
        arguments.integer("max-images", standard.images(), 1, MOST),
        arguments.integer("max-requests", standard.requests(), 1, MOST),
        time(arguments, "deadline", standard.deadline()),
        arguments.integer("max-new-tasks", standard.newTasks(), 0, MOST),
        arguments.integer("max-classes", standard.newClasses(), 1, MOST));
  }

  static ConnectionLimits connections(Arguments arguments) throws UsageException {
    ConnectionLimits standard = ConnectionLimits.DEFAULT;
    return new ConnectionLimits(
        arguments.integer("max-headers", standard.headerBytes() / 1024, 1, 1024) * 1024,
        time(arguments, "header-time", standard.headerTime()),
        time(arguments, "idle", standard.idle()),
        standard.bodyGrace(),
        arguments.integer("min-rate", standard.bodyRate(), 1, Integer.MAX_VALUE),
        arguments.integer("max-connections", standard.connections(), 1, MOST));
  }

  private static Duration time(Arguments arguments, String option, Duration standard)
      throws UsageException {
    return Duration.ofSeconds(
        arguments.integer(option, (int) standard.toSeconds(), 1, MOST_SECONDS));
  }
}
