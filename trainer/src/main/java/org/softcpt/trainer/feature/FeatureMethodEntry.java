package org.softcpt.trainer.feature;

import java.util.List;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodRow;

/**
 * A method that is fit on cached features.
 *
 * @param name what {@code --method} takes
 * @param description one line
 * @param source where it was published
 * @param options its own settings; copied
 * @param method fits it
 */
public record FeatureMethodEntry(
    String name,
    String description,
    String source,
    List<MethodOption> options,
    FeatureMethod method)
    implements MethodRow {

  /** Copies the options. */
  public FeatureMethodEntry {
    options = List.copyOf(options);
  }

  @Override
  public boolean isTrainedInSteps() {
    return false;
  }
}
