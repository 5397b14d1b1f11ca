package org.softcpt.cli;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.DeviceChoice;
import org.softcpt.runtime.SessionOptions;

/** {@code --device} and {@code --threads}, wherever a model runs. */
final class DeviceOptions {

  private static final String DEFAULT_DEVICE = "cpu";
  private static final int MOST_THREADS = 1024;

  private DeviceOptions() {}

  /** A command's own options and these two. */
  static List<Option> with(Option... own) {
    return Stream.concat(
            Stream.of(own),
            Stream.of(
                Opt.value(
                    "device",
                    "NAME",
                    "cpu, cuda, cuda:N or auto (a GPU if one can be used); default "
                        + DEFAULT_DEVICE),
                Opt.value("threads", "N", "threads of the model; default one per core")))
        .toList();
  }

  /**
   * What the two ask for; tells the user if it is not simply the CPU.
   *
   * @throws InvalidInputException if the device cannot be used; the message says why
   */
  static SessionOptions session(Arguments arguments, Terminal terminal)
      throws UsageException, InvalidInputException {
    int threads = arguments.integer("threads", 0, 1, MOST_THREADS);
    DeviceChoice choice = DeviceChoice.parse(arguments.text("device", DEFAULT_DEVICE));
    DeviceChoice.Selected selected = choice.select();
    if (arguments.has("device")) {
      terminal.note(selected.description());
    }
    return new SessionOptions(selected.device(), threads);
  }
}
