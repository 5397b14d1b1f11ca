package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.softcpt.cli.demo.SamplePictures;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.io.InvalidInputException;

/** Images to try a model on. */
final class SampleImages {

  private static final int MOST = 64;

  private SampleImages() {}

  /**
   * A folder's images, or drawn ones.
   *
   * @param folder the user's, with sub-folders; at most 64 files of it are taken, spread evenly
   *     over their names
   * @param terminal hears of files that are no images
   * @return at least one image
   * @throws InvalidInputException if the folder is missing, or none of the files can be read
   */
  static List<Picture> of(Optional<Path> folder, Terminal terminal) throws IOException {
    if (folder.isEmpty()) {
      return SamplePictures.drawn().stream().map(Picture::of).toList();
    }
    List<Picture> images = new ArrayList<>();
    for (Path file : chosen(folder.get())) {
      try {
        images.add(ImageDecoder.decode(file));
      } catch (InvalidInputException e) {
        terminal.note("left out: " + e.getMessage());
      }
    }
    if (images.isEmpty()) {
      throw new InvalidInputException(folder.get() + ": no image there that can be read");
    }
    return images;
  }

  private static List<Path> chosen(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(folder + ": no such folder");
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      int count = Math.min(MOST, files.size());
      return IntStream.range(0, count)
          .mapToObj(i -> files.get((int) ((long) i * files.size() / count)))
          .toList();
    }
  }
}
