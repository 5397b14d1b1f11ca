package org.softcpt.models.weights;

import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.config.Activation;
import org.softcpt.models.io.InvalidInputException;

/** Decides which activation a model has, given what its files say, which may be nothing. */
@FunctionalInterface
public interface ActivationChoice {

  /**
   * Decides.
   *
   * @param file the weights
   * @param stated what the files say
   * @return the activation of both towers' transformers
   * @throws InvalidInputException if it cannot be decided
   */
  Activation choose(Path file, Optional<Activation> stated) throws InvalidInputException;

  /**
   * Never guesses: what the files say, or else what the user says; both must not disagree.
   *
   * @param told what the user says
   * @return the choice
   */
  static ActivationChoice of(Optional<Activation> told) {
    return (file, stated) -> {
      if (stated.isEmpty() && told.isEmpty()) {
        throw new InvalidInputException(
            file
                + ": tensors alone do not say which activation the model was trained with, and no"
                + " configuration lies beside them: give --activation quick-gelu (OpenAI's models,"
                + " and OpenCLIP's whose name says quickgelu) or gelu (OpenCLIP's others)");
      }
      if (stated.isPresent() && told.isPresent() && stated.get() != told.get()) {
        throw new InvalidInputException(
            "%s: --activation says %s, the model's own files say %s"
                .formatted(file, told.get(), stated.get()));
      }
      return stated.or(() -> told).orElseThrow();
    };
  }
}
