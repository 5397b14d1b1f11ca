package org.softcpt.server.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that are something else than they say, or two things at once; and nothing at all. */
final class Disguises {

  private static final byte[] PNG = BaseImages.file("png", 8, 8, false);
  private static final byte[] JPEG = BaseImages.file("jpeg", 8, 8, false);
  private static final byte[] GIF = BaseImages.file("gif", 8, 8, false);

  private Disguises() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    starts().forEach((name, start) -> all.add(HostileInput.image(name, padded(start))));
    polyglots(all);
    types(all);
    nothing(all);
    return all;
  }

  private static byte[] padded(String start) {
    return HostileInput.bytes(start + " ".repeat(Math.max(0, 64 - start.length())));
  }

  /** How files of other kinds start. */
  private static Map<String, String> starts() {
    Map<String, String> starts = new LinkedHashMap<>();
    starts.put("PDF", "%PDF-1.7\n1 0 obj\n");
    starts.put("ZIP", "PK\u0003\u0004");
    starts.put("gzip", "\u001f\u008b\b\0");
    starts.put("ELF", "\u007fELF\u0002\u0001\u0001");
    starts.put("Windows program", "MZ\u0090\0");
    starts.put("Java class", "\u00ca\u00fe\u00ba\u00be\0\0\0=");
    starts.put("Java serialised object", "\u00ac\u00ed\0\u0005sr\0\u0011java.util.HashMap");
    starts.put("pickle", "\u0080\u0004cos\nsystem\n(S'true'\ntR.");
    starts.put("script", "#!/bin/sh\nrm -rf /\n");
    starts.put("HTML", "<!doctype html><script>alert(1)</script>");
    starts.put("SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"/>");
    starts.put(
        "SVG that names a file",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg>&x;</svg>");
    starts.put(
        "XML of a billion laughs", "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>");
    starts.put("PostScript", "%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file\n");
    starts.put("ImageMagick script", "push graphic-context\nfill 'url(https://a.example/\"|id\")'");
    starts.put("HEIC", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
    starts.put("AVIF", "\0\0\0\u001cftypavif\0\0\0\0avifmif1");
    starts.put("MP4", "\0\0\0\u0018ftypmp42\0\0\0\0");
    starts.put("JPEG 2000", "\0\0\0\fjP  \r\n\u0087\n");
    starts.put("JPEG XL", "\u00ff\n\u00fa\u001f");
    starts.put("BigTIFF", "II+\0\b\0\0\0\u0010\0\0\0");
    starts.put("ICO", "\0\0\u0001\0\u0001\0\u0010\u0010");
    starts.put("Photoshop", "8BPS\0\u0001");
    starts.put("PNM", "P6 60000 60000 255\n");
    starts.put("WAV", "RIFF\u0024\0\0\0WAVEfmt ");
    starts.put("GIF's name alone", "GIF89a");
    starts.put("JPEG's start alone", "\u00ff\u00d8\u00ff");
    starts.put("PNG's signature alone", "\u0089PNG\r\n\u001a\n");
    starts.put("PNG's signature ruined by text mode", "\u0089PNG\n\u001a\n");
    starts.put("BMP's name alone", "BM");
    starts.put("WebP's name alone", "RIFF\u0010\0\0\0WEBP");
    starts.put("a URL", "https://a.example/image.png");
    starts.put("a data URL", "data:image/png;base64,iVBORw0KGgo=");
    starts.put("a path", "/etc/passwd");
    return starts;
  }

  private static void polyglots(List<HostileInput> all) {
    byte[] script = HostileInput.bytes("<script>alert(1)</script><?php system('id') ?>");
    byte[] zip = HostileInput.bytes("PK\u0005\u0006" + "\0".repeat(18));
    all.add(HostileInput.image("PNG behind HTML", HostileInput.join(script, PNG)));
    all.add(HostileInput.image("JPEG behind ZIP", HostileInput.join(zip, JPEG)));
    all.add(HostileInput.image("GIF that is JavaScript", HostileInput.bytes("GIF89a/*\0*/=1;x")));
    all.add(HostileInput.image("PNG, then ZIP", HostileInput.join(PNG, zip)).orHarmless());
    all.add(HostileInput.image("JPEG, then script", HostileInput.join(JPEG, script)).orHarmless());
    all.add(HostileInput.image("GIF, then JPEG", HostileInput.join(GIF, JPEG)).orHarmless());
    byte[] name = HostileInput.bytes("\u0089PNG\r\n\u001a\n");
    all.add(HostileInput.image("PNG's signature, then JPEG", HostileInput.join(name, JPEG)));
    byte[] start = HostileInput.bytes("\u00ff\u00d8\u00ff");
    all.add(HostileInput.image("JPEG's start, then PNG", HostileInput.join(start, PNG)));
    byte[] marked = HostileInput.join(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, PNG);
    all.add(HostileInput.image("PNG behind a byte order mark", marked));
  }

  private static void types(List<HostileInput> all) {
    String[] types = {
      "",
      "text/plain",
      "text/html; charset=utf-8",
      "application/xml",
      "application/x-www-form-urlencoded",
      "application/pdf",
      "application/json-patch+json",
      "multipart/mixed; boundary=x",
      "multipart/related; boundary=x",
      "video/mp4",
      "image",
      "*/*",
      ";;;",
      "/",
      "a".repeat(1000),
      "application/\u0085json"
    };
    for (String type : types) {
      String name = "an image as '%s'".formatted(type.length() > 50 ? "aaa..." : type);
      all.add(HostileInput.post(name, "/v1/classify", type, PNG));
    }
    all.add(HostileInput.post("an image as JSON", "/v1/classify", "application/json", PNG));
    byte[] json = "{\"images\": []}".getBytes(StandardCharsets.UTF_8);
    all.add(HostileInput.post("JSON as an image", "/v1/classify", "image/png", json));
    all.add(HostileInput.post("an image to embed as text", "/v1/embed", "text/plain", PNG));
  }

  private static void nothing(List<HostileInput> all) {
    String[] bodies = {"", " ", "\r\n\r\n", "\t \n".repeat(1000), "\0", "\0".repeat(4096)};
    String[] types = {"image/jpeg", "application/json", "multipart/form-data; boundary=x"};
    for (String type : types) {
      for (String body : bodies) {
        String name =
            "%d bytes of nothing as %s, first %s"
                .formatted(
                    body.length(),
                    type,
                    body.isEmpty() ? "none" : Integer.toString(body.charAt(0)));
        all.add(HostileInput.post(name, "/v1/classify", type, HostileInput.bytes(body)));
      }
    }
    all.add(HostileInput.post("nothing to embed", "/v1/embed", "image/png", new byte[0]));
    all.add(HostileInput.post("no task", "/v1/tasks", "application/json", new byte[0]));
  }
}
