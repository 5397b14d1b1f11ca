package org.softcpt.server.hostile;

import java.util.ArrayList;
import java.util.List;

/** Senders that stop, or trickle. */
final class SlowInputs {

  private static final int MANY = 40;
  private static final int PAUSE_MILLIS = 50; // within any idle timeout

  private SlowInputs() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    String head = HostileInput.head("Content-Length: 1000") + "\r\n";
    all.add(HostileInput.raw("stops in the request's line", "POST /v1/clas"));
    all.add(HostileInput.raw("stops in a header", "GET / HTTP/1.1\r\nHos"));
    all.add(HostileInput.raw("stops before the last line break", "GET / HTTP/1.1\r\nHost: a\r\n"));
    all.add(HostileInput.raw("stops before the body", head));
    all.add(HostileInput.raw("stops in the body", head + "abc"));
    all.add(
        HostileInput.raw(
            "stops in a chunk", HostileInput.head("Transfer-Encoding: chunked") + "\r\n9\r\nabc"));
    all.add(halfClosed("hangs up in the request's line", "GET /v1"));
    all.add(halfClosed("hangs up in a header", "GET / HTTP/1.1\r\nHos"));
    all.add(halfClosed("hangs up before the body", head));
    all.add(halfClosed("hangs up in the body", head + "abc"));
    all.add(halfClosed("hangs up behind a request", "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"));
    all.add(trickle("trickles the request's line", "a", "GET /"));
    all.add(trickle("trickles headers", "A: b\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"));
    all.add(trickle("trickles the body", "a", head));
    all.add(
        trickle(
            "trickles chunks",
            "1\r\na\r\n",
            HostileInput.head("Transfer-Encoding: chunked") + "\r\n"));
    return all;
  }

  private static HostileInput halfClosed(String name, String text) {
    List<HostileInput.Step> steps =
        List.of(new HostileInput.Send(HostileInput.bytes(text)), new HostileInput.HalfClose());
    return new HostileInput(name, steps, false);
  }

  private static HostileInput trickle(String name, String drop, String start) {
    List<HostileInput.Step> steps = new ArrayList<>();
    steps.add(new HostileInput.Send(HostileInput.bytes(start)));
    for (int i = 0; i < MANY; i++) {
      steps.add(new HostileInput.Pause(PAUSE_MILLIS));
      steps.add(new HostileInput.Send(HostileInput.bytes(drop)));
    }
    return new HostileInput(name, steps, false);
  }
}
