package org.softcpt.onnx.clip;

/** Where a prompt graph takes context vectors. */
public enum ContextPlaces {
  /** In the prefix that prompts share, before the name: the cheapest form. */
  PREFIX,

  /** In the prefix and anywhere in the suffixes: for other placements, and a context per class. */
  ANYWHERE
}
