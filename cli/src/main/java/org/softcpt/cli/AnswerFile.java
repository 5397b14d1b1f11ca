package org.softcpt.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.softcpt.models.io.InvalidInputException;

/**
 * A file of answers that is being written: under another name, with a note beside it of how far it
 * is whole. A process that dies at any time leaves at most some answers behind the noted place;
 * they are cut off, and the next process goes on from there with the same batches, so that the
 * finished file is the one that an undisturbed process would have written. Locked meanwhile.
 */
final class AnswerFile implements AutoCloseable {

  /** What a kill costs at most; a note costs two synchronisations of the disk. */
  private static final long NOTE_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int NOTE_IMAGES = 128;

  private final AnswerPaths paths;
  private final AnswerFormat format;
  private final AnswerState.Question question;
  private final FileChannel channel;
  private PathDigest digest = new PathDigest(); // of the images so far
  private long images;
  private long failed;
  private long notedImages;
  private long notedNanos = System.nanoTime();

  private AnswerFile(
      AnswerPaths paths, AnswerFormat format, AnswerState.Question question, FileChannel channel) {
    this.paths = paths;
    this.format = format;
    this.question = question;
    this.channel = channel;
  }

  /**
   * Claims a file, to begin it or to go on with it.
   *
   * @throws InvalidInputException if another process writes it
   */
  static AnswerFile claim(AnswerPaths paths, AnswerFormat format, AnswerState.Question question)
      throws IOException {
    return new AnswerFile(paths, format, question, paths.claim());
  }

  /**
   * Goes on behind what earlier processes answered.
   *
   * @param listing lists all images
   * @param force whether what does not fit is thrown away
   * @return the images that are left
   * @throws InvalidInputException if it was begun with another question or other images
   */
  Iterator<ListedImage> remaining(Supplier<Iterator<ListedImage>> listing, boolean force)
      throws IOException {
    try {
      return Files.exists(paths.partialState()) ? goOn(listing.get()) : begin(listing.get());
    } catch (InvalidInputException e) {
      if (!force) {
        throw new InvalidInputException(e.getMessage() + "; --force begins anew", e);
      }
      channel.truncate(0);
      return begin(listing.get());
    }
  }

  private Iterator<ListedImage> begin(Iterator<ListedImage> listed) throws IOException {
    if (channel.size() > format.header().length()) {
      throw new InvalidInputException(
          "%s: expected %s beside it".formatted(paths.partial(), paths.partialState()));
    }
    digest = new PathDigest();
    images = 0;
    failed = 0;
    channel.truncate(0).position(0);
    write(format.header());
    note();
    return listed;
  }

  private Iterator<ListedImage> goOn(Iterator<ListedImage> listed) throws IOException {
    AnswerState state = AnswerState.read(paths.partialState());
    state.require(paths.partial(), question);
    for (long image = 0; image < state.images() && listed.hasNext(); image++) {
      digest.add(listed.next().path());
    }
    if (!digest.hex().equals(state.pathsSha256()) || channel.size() < state.bytes()) {
      throw new InvalidInputException(
          "%s: the first %d images are no longer those that it has answers for"
              .formatted(paths.partial(), state.images()));
    }
    channel.truncate(state.bytes()).position(state.bytes());
    images = state.images();
    failed = state.failed();
    notedImages = images;
    return listed;
  }

  /** How many images were answered, by earlier processes too. */
  long images() {
    return images;
  }

  /** How many of them could not be read. */
  long failed() {
    return failed;
  }

  /** Appends a batch of answers. */
  void append(List<Answer> batch) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Answer answer : batch) {
      text.append(format.text(answer, question.top()));
      digest.add(answer.image());
      failed += answer.problem().isPresent() ? 1 : 0;
    }
    images += batch.size();
    write(text.toString());
    boolean due = System.nanoTime() - notedNanos >= NOTE_NANOS;
    if (due || images - notedImages >= NOTE_IMAGES) {
      note();
    }
  }

  /** Notes that the file is whole as far as it goes: what a kill does not cost. */
  void note() throws IOException {
    note(false);
  }

  /** Gives the file its name. */
  AnswerState finish() throws IOException {
    AnswerState state = note(true);
    paths.finish();
    return state;
  }

  /** Lets others in; what was not noted is cut off by the next one. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** First the answers reach the disk, then the note that they are there. */
  private AnswerState note(boolean complete) throws IOException {
    channel.force(false);
    AnswerState state =
        new AnswerState(question, images, failed, channel.position(), digest.hex(), complete);
    state.write(paths.partialState());
    notedImages = images;
    notedNanos = System.nanoTime();
    return state;
  }
}
