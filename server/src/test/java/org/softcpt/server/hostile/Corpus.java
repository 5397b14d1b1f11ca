package org.softcpt.server.hostile;

import java.util.List;
import java.util.stream.Stream;

/** All hostile inputs, the same in every run. */
public final class Corpus {

  private Corpus() {}

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
