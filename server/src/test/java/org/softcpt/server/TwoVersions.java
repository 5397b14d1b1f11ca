package org.softcpt.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Bundles;

/** A folder that holds one of two versions of a bundle: other encoders, other heads. */
final class TwoVersions {

  private final Path served;
  private final Path[] bundles = new Path[2];

  /** Both versions are made; the first one is served. */
  TwoVersions(Path folder) throws IOException {
    served = folder.resolve("served");
    for (int version = 0; version < 2; version++) {
      Path model = Bundles.model(folder.resolve("model" + version));
      scaleWeights(model, version);
      bundles[version] = folder.resolve("version" + version);
      write(model, bundles[version], version);
    }
    install(0);
  }

  /** Where the served version lies. */
  Path served() {
    return served;
  }

  /** A version alone. */
  Path version(int version) {
    return bundles[version];
  }

  /** The first 12 digits of a version's name. */
  String name(int version) throws IOException {
    return name(bundles[version]);
  }

  /** The same for any bundle. */
  static String name(Path bundle) throws IOException {
    return Sha256.of(bundle.resolve(BundleManifest.FILE)).substring(0, 12);
  }

  /** Puts a version in place, as people do: files copied over others, the manifest last. */
  void install(int version) throws IOException {
    install(bundles[version], served);
  }

  /** The same for any bundle. */
  static void install(Path bundle, Path served) throws IOException {
    for (String name : BundleManifest.read(bundle).files().sha256().keySet()) {
      copy(bundle, served, name);
    }
    copy(bundle, served, BundleManifest.FILE);
  }

  /** Copies one file of a version over the served one's, in place. */
  void copy(int version, String name) throws IOException {
    copy(bundles[version], served, name);
  }

  private static void copy(Path bundle, Path served, String name) throws IOException {
    Files.createDirectories(served.resolve(name).getParent());
    Files.write(served.resolve(name), Files.readAllBytes(bundle.resolve(name)));
  }

  /** Other weights, other digests; the graph is the same. */
  private static void scaleWeights(Path model, int version) throws IOException {
    Path weights = model.resolve(ModelManifest.IMAGE_WEIGHTS);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; version > 0 && i + Float.BYTES <= bytes.capacity(); i += Float.BYTES) {
      bytes.putFloat(i, bytes.getFloat(i) * (1 + i % 3));
    }
    Files.delete(weights);
    Files.write(weights, bytes.array());
    redigest(model);
  }

  private static void redigest(Path model) throws IOException {
    ModelManifest old = ModelManifest.read(model);
    new ModelManifest(
            old.exporter(),
            old.name(),
            old.precision(),
            old.weightsSha256(),
            old.architecture(),
            old.preprocessing(),
            old.logitScale(),
            FileDigests.of(model, old.files().sha256().keySet()))
        .write(model);
  }

  private static void write(Path model, Path bundle, int version) throws IOException {
    int width = ModelManifest.read(model).architecture().embedDim();
    float[] features = new float[5 * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = ((i + 3) * (version + 2) % 7) - 3.1f;
    }
    new BundleWriter(model, ModelManifest.read(model))
        .write(
            bundle,
            Bundles.TASKS,
            BundleHead.cosine(FloatTensor.of(features, 5, width)),
            Map.of("version", Integer.toString(version)));
  }
}
