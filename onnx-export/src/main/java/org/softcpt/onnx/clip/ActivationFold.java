package org.softcpt.onnx.clip;

import org.softcpt.models.config.Activation;

/**
 * An activation whose constants move into the linear maps around it: a(h) = outgoing ·
 * core(incoming · h).
 *
 * <p>QuickGELU: h·σ(1.702h) = (1.702h)·σ(1.702h)/1.702, so the core is SiLU. GELU: h·(1 +
 * erf(h/√2))/2 = (h/√2)·(1 + erf(h/√2))/√2, so the core is x·(1 + erf x).
 *
 * @param incoming factor of the map before
 * @param outgoing factor of the map behind
 */
record ActivationFold(double incoming, double outgoing) {

  private static final double QUICK = 1.702;

  static ActivationFold of(Activation activation) {
    return switch (activation) {
      case QUICK_GELU -> new ActivationFold(QUICK, 1 / QUICK);
      case GELU -> new ActivationFold(Math.sqrt(0.5), Math.sqrt(0.5));
    };
  }
}
