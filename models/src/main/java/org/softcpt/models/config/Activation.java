package org.softcpt.models.config;

/** The nonlinearity between the two maps of a transformer's MLP. */
public enum Activation {
  /** OpenAI's: <i>x · sigmoid(1.702 x)</i>. */
  QUICK_GELU,
  /** OpenCLIP's own: <i>x · Φ(x)</i>, exact, through the error function. */
  GELU
}
