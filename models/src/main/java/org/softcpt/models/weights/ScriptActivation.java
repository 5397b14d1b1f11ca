package org.softcpt.models.weights;

import java.util.Optional;
import org.softcpt.models.config.Activation;
import org.softcpt.models.pytorch.TorchFile;
import org.softcpt.models.pytorch.TorchScript;
import org.softcpt.models.safetensors.TensorFile;

/**
 * Recognises the activation in the program of a script archive, which is text. QuickGELU is a
 * sigmoid and the number 1.702, in the code or, in a traced program, among its constants.
 */
final class ScriptActivation {

  private static final double QUICK = 1.702;

  /** Half precision keeps 1.702 to 2^-11. */
  private static final double TOLERANCE = 1e-3;

  private ScriptActivation() {}

  /** Empty where there is no program, or it shows neither activation or both. */
  static Optional<Activation> of(TensorFile file) {
    if (!(file instanceof TorchFile torch) || !torch.script().isPresent()) {
      return Optional.empty();
    }
    TorchScript script = torch.script();
    boolean quick = script.code().contains("torch.sigmoid(") && hasQuickFactor(script);
    boolean exact = script.code().contains("torch.gelu(");
    if (quick == exact) {
      return Optional.empty();
    }
    return Optional.of(quick ? Activation.QUICK_GELU : Activation.GELU);
  }

  private static boolean hasQuickFactor(TorchScript script) {
    return script.code().contains(Double.toString(QUICK))
        || script.scalars().stream().anyMatch(value -> Math.abs(value - QUICK) < TOLERANCE);
  }
}
