package org.softcpt.runtime;

import java.io.IOException;
import org.softcpt.models.folder.BundleFiles;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.LinearMetaNetwork;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A meta network of bundles that were made before it was a graph.
 *
 * @param network two matrices
 */
record LinearContextWriter(LinearMetaNetwork network) implements ContextWriter {

  static LinearContextWriter open(BundleFiles files) throws IOException {
    return new LinearContextWriter(
        LinearMetaNetwork.read(files.file(BundleManifest.LINEAR_META_NETWORK)));
  }

  @Override
  public int featureWidth() {
    return network.subNetwork().shape().get(0);
  }

  @Override
  public int tokenWidth() {
    return network.tokenWidth();
  }

  @Override
  public FloatTensor taskContext() {
    return FloatTensor.of(
        network.taskContext().values(), 1, network.taskContextLength(), network.tokenWidth());
  }

  @Override
  public FloatTensor context(float[] taskFeature) {
    return network.context(taskFeature);
  }

  @Override
  public void close() {} // nothing native
}
