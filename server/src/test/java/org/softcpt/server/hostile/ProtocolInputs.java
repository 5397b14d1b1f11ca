package org.softcpt.server.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is no HTTP, or HTTP to argue about. */
final class ProtocolInputs {

  private static final String END = "\r\n\r\n";

  private ProtocolInputs() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    lines(all);
    headers(all);
    lengths(all);
    chunks(all);
    methods(all);
    pipelines(all);
    return all;
  }

  private static void lines(List<HostileInput> all) {
    String[][] lines = {
      {"binary", "\u0000\u0001\u0002\u0003\r\n\r\n"},
      {"a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"},
      {"SSH", "SSH-2.0-OpenSSH_9.6\r\n"},
      {"SMTP", "EHLO a.example\r\n"},
      {"HTTP/0.9", "GET /v1/bundles\r\n"},
      {"HTTP/9.9", "GET /v1/bundles HTTP/9.9\r\nHost: a\r\n\r\n"},
      {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"no version", "GET /v1/bundles \r\nHost: a\r\n\r\n"},
      {"a word instead of a version", "GET /v1/bundles HTPP/1.1\r\nHost: a\r\n\r\n"},
      {"three spaces", "GET   /nothing   HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a method with an at sign", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a method in small letters", "get /v1/bundles HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a method of a kilobyte", "G".repeat(1024) + " / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a zero in the path", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a space in the path", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a path of 100 KB", "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"another site's URL", "GET http://b.example/ HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a path that is none", "GET nothing HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a fragment", "GET /nothing#a HTTP/1.1\r\nHost: a\r\n\r\n"}
    };
    for (String[] line : lines) {
      all.add(HostileInput.raw("line: " + line[0], line[1]));
    }
  }

  private static void headers(List<HostileInput> all) {
    String[][] headers = {
      {"no host", "A: b"},
      {"two hosts", "Host: a\r\nHost: b"},
      {"an empty host", "Host: "},
      {"a host with a path", "Host: a/b"},
      {"a host with a port beyond all", "Host: a:99999999"},
      {"a folded header", "Host: a\r\nA: b\r\n c"},
      {"a space before the colon", "Host: a\r\nA : b"},
      {"no colon", "Host: a\r\nA"},
      {"no name", "Host: a\r\n: b"},
      {"a zero", "Host: a\r\nA: b\0c"},
      {"a return alone", "Host: a\r\nA: b\rc"},
      {"a name with a parenthesis", "Host: a\r\nA(: b"},
      {"20 KB", "Host: a\r\nA: " + "b".repeat(20_000)},
      {"20 KB of cookies", "Host: a\r\n" + "Cookie: a=b; c=d\r\n".repeat(1200) + "A: b"},
      {"a thousand", "Host: a\r\n" + "Aaaaaaaaaaaaaa: b\r\n".repeat(1000) + "A: b"},
      {"an expectation nobody has", "Host: a\r\nExpect: the-unexpected"}
    };
    for (String[] header : headers) {
      all.add(
          HostileInput.raw("header: " + header[0], "GET /nothing HTTP/1.1\r\n" + header[1] + END));
    }
    all.add(
        HostileInput.raw(
            "a request id of controls and markup",
            "GET /nothing HTTP/1.1\r\nHost: a\r\nX-Request-Id: <script>\u00ff" + END));
    all.add(
        HostileInput.raw(
            "an upgrade",
            "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Key: AAAA"
                + END));
  }

  private static void lengths(List<HostileInput> all) {
    String[] lengths = {
      "-1",
      "+3",
      "3,3",
      "3, 4",
      "0x3",
      "3.0",
      "three",
      "",
      "99999999999999999999",
      "2147483648",
      "9223372036854775807",
      "1000000000"
    };
    for (String length : lengths) {
      String head = HostileInput.head("Content-Length: " + length, "Connection: close");
      all.add(HostileInput.raw("Content-Length: " + length, head + "\r\nabc"));
    }
    String two = HostileInput.head("Content-Length: 3", "Content-Length: 4");
    all.add(HostileInput.raw("two lengths", two + "\r\nabcd"));
    String both = HostileInput.head("Content-Length: 3", "Transfer-Encoding: chunked");
    all.add(HostileInput.raw("a length and chunks", both + "\r\n0\r\n\r\n"));
    String old = both.replace("HTTP/1.1", "HTTP/1.0");
    all.add(HostileInput.raw("chunks in HTTP/1.0", old + "\r\n0\r\n\r\n"));
    all.add(
        HostileInput.raw("no length at all", HostileInput.head("Connection: close") + "\r\nabc"));
    String large = HostileInput.head("Content-Length: 30000000", "Expect: 100-continue");
    all.add(HostileInput.raw("30 MB announced", large + "\r\n"));
  }

  private static void chunks(List<HostileInput> all) {
    String head = HostileInput.head("Transfer-Encoding: chunked", "Connection: close") + "\r\n";
    String[][] chunks = {
      {"no size", "\r\nabc\r\n0\r\n\r\n"},
      {"a word as size", "zz\r\nabc\r\n0\r\n\r\n"},
      {"a negative size", "-1\r\nabc\r\n0\r\n\r\n"},
      {"a size beyond all", "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n"},
      {"a size of 2 GB", "7fffffff\r\nabc"},
      {"a size with 0x", "0x3\r\nabc\r\n0\r\n\r\n"},
      {"more than its size", "3\r\nabcdef\r\n0\r\n\r\n"},
      {"no end", "3\r\nabc\r\n"},
      {"an extension of 100 KB", "3;" + "a".repeat(100_000) + "\r\nabc\r\n0\r\n\r\n"},
      {"a trailer of 100 KB", "3\r\nabc\r\n0\r\nA: " + "b".repeat(100_000) + "\r\n\r\n"},
      {"a trailer that is none", "3\r\nabc\r\n0\r\n\u0000\u0001\r\n\r\n"},
      {"200000 of one byte", "1\r\na\r\n".repeat(200_000) + "0\r\n\r\n"},
      {"an empty first one", "0\r\n\r\n"}
    };
    for (String[] chunk : chunks) {
      HostileInput.Send send =
          new HostileInput.Send((head + chunk[1]).getBytes(StandardCharsets.ISO_8859_1));
      List<HostileInput.Step> steps = List.of(send, new HostileInput.HalfClose());
      all.add(new HostileInput("chunks: " + chunk[0], steps, false));
    }
    for (String coding :
        new String[] {"gzip", "chunked, gzip", "chunked, chunked", "x", "identity"}) {
      String other = HostileInput.head("Transfer-Encoding: " + coding, "Connection: close");
      all.add(HostileInput.raw("transfer encoding " + coding, other + "\r\n3\r\nabc\r\n0\r\n\r\n"));
    }
    byte[] megabytes = HostileInput.bytes(head + "a00000\r\n" + "a".repeat(0xa00000) + "\r\n");
    byte[] again = HostileInput.bytes("a00000\r\n" + "a".repeat(0xa00000) + "\r\n");
    HostileInput.Send first = new HostileInput.Send(megabytes);
    HostileInput.Send more = new HostileInput.Send(again);
    all.add(new HostileInput("chunks of 30 MB", List.of(first, more, more), false));
  }

  private static void methods(List<HostileInput> all) {
    for (String method :
        new String[] {"PUT", "PATCH", "TRACE", "OPTIONS", "DELETE", "PROPFIND", "X"}) {
      all.add(HostileInput.request("method " + method, method, "/v1/classify"));
    }
    all.add(HostileInput.raw("CONNECT", "CONNECT a.example:80 HTTP/1.1\r\nHost: a.example" + END));
    all.add(HostileInput.raw("OPTIONS of all", "OPTIONS * HTTP/1.1\r\nHost: a" + END));
    String gzip = HostileInput.head("Content-Encoding: gzip", "Content-Length: 3");
    all.add(HostileInput.raw("a body in gzip", gzip + "\r\n\u001f\u008b\b"));
  }

  /** The first reply counts: it is for what came first. */
  private static void pipelines(List<HostileInput> all) {
    String get = "GET /nothing HTTP/1.1\r\nHost: a" + END;
    all.add(HostileInput.raw("a thousand requests at once", get.repeat(1000)));
    all.add(HostileInput.raw("a request, then rubbish", get + "\u0000\u0001"));
    String smuggled = HostileInput.head("Content-Length: 3") + "\r\nabc" + get;
    all.add(HostileInput.raw("a request behind another's body", smuggled));
    String zero = HostileInput.head("Content-Length: 0") + "\r\n" + get;
    all.add(HostileInput.raw("a request behind an empty body", zero));
  }
}
