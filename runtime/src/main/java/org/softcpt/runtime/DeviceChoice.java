package org.softcpt.runtime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/**
 * What the user asked for with {@code --device}; {@link #select()} finds out whether it can be had.
 */
public final class DeviceChoice {

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  private final @Nullable Device wanted; // null: auto

  private DeviceChoice(@Nullable Device wanted) {
    this.wanted = wanted;
  }

  /**
   * A device that was tried, and one line about it for the user.
   *
   * @param device the device
   * @param description which device and why, e.g. {@code "device cpu (auto: no CUDA: …)"}
   */
  public record Selected(Device device, String description) {}

  /**
   * Reads the option's value.
   *
   * @param text {@code cpu}, {@code cuda}, {@code cuda:N} or {@code auto}
   * @return the choice
   * @throws InvalidInputException if it is something else
   */
  public static DeviceChoice parse(String text) throws InvalidInputException {
    Matcher cuda = CUDA.matcher(text);
    if (cuda.matches()) {
      return of(Device.cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1))));
    }
    return switch (text) {
      case "cpu" -> of(Device.cpu());
      case "auto" -> new DeviceChoice(null);
      default ->
          throw new InvalidInputException(
              "device: expected cpu, cuda, cuda:N or auto, found '%s'".formatted(text));
    };
  }

  /**
   * Insists on a device.
   *
   * @param device the device
   * @return the choice
   */
  public static DeviceChoice of(Device device) {
    return new DeviceChoice(device);
  }

  /**
   * Tries the device by running a graph of one node on it. {@code auto} takes {@code cuda:0} if
   * that works and the CPU otherwise.
   *
   * @return the device, and what to tell the user
   * @throws InvalidInputException if a GPU was insisted on and cannot be used; the message says
   *     why, which libraries were looked for where, and how to build for CUDA
   */
  public Selected select() throws InvalidInputException {
    if (wanted == null) {
      return automatic();
    }
    if (wanted.kind() == Device.Kind.CUDA) {
      Optional<String> obstacle = CudaProbe.obstacle(wanted);
      if (obstacle.isPresent()) {
        throw new InvalidInputException("device %s: %s".formatted(wanted, obstacle.get()));
      }
    }
    return new Selected(wanted, "device " + wanted);
  }

  private static Selected automatic() {
    Device first = Device.cuda(0);
    return CudaProbe.obstacle(first)
        .map(why -> new Selected(Device.cpu(), "device cpu (auto: no CUDA: %s)".formatted(why)))
        .orElseGet(() -> new Selected(first, "device %s (auto)".formatted(first)));
  }
}
