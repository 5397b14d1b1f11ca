package org.softcpt.server.hostile;

import java.util.List;
import java.util.stream.Stream;

/** All hostile inputs, the same in every run. */
public final class Corpus {

  private Corpus() {}

  /** Those that are one image for {@code POST /v1/classify} and ask for much. */
  public static List<HostileInput> bombs() {
    return Bombs.all();
  }

  /** In the order of the layers: what is no HTTP first, pictures last. */
  public static List<HostileInput> all() {
    return Stream.of(
            ProtocolInputs.all(),
            SlowInputs.all(),
            NameInputs.all(),
            Disguises.all(),
            JsonInputs.all(),
            MultipartInputs.all(),
            DamagedImages.all(),
            Bombs.all())
        .flatMap(List::stream)
        .toList();
  }
}
