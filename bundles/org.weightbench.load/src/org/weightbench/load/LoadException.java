package org.weightbench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.weightbench.gguf.DisplayText;

/** A load that could not be done; everything it had opened or allocated is released. */
public final class LoadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final Phase phase;
  private final long fileOffset;

  /**
   * Creates a load error.
   *
   * @param file the shard concerned
   * @param fileOffset byte offset in it, or -1 when the error has no place
   * @param phase what was being done
   * @param problem what was found, what was expected and what to do, without the file's name
   * @param cause the error underneath
   */
  public LoadException(Path file, long fileOffset, Phase phase, String problem, Throwable cause) {
    super(message(file, fileOffset, phase, problem), cause);
    this.file = file;
    this.fileOffset = fileOffset;
    this.phase = phase;
  }

  /** Creates a load error that nothing underneath caused; see the other constructor. */
  public LoadException(Path file, long fileOffset, Phase phase, String problem) {
    super(message(file, fileOffset, phase, problem));
    this.file = file;
    this.fileOffset = fileOffset;
    this.phase = phase;
  }

  private static String message(Path file, long fileOffset, Phase phase, String problem) {
    String place = fileOffset < 0 ? "" : " at byte " + fileOffset;
    return "Loading "
        + DisplayText.of(file.toString())
        + " failed"
        + place
        + " (phase "
        + phase
        + "): "
        + problem;
  }

  /** Returns the shard concerned. */
  public Path file() {
    return file;
  }

  /** Returns the byte offset in the shard, when the error has one. */
  public OptionalLong fileOffset() {
    return fileOffset < 0 ? OptionalLong.empty() : OptionalLong.of(fileOffset);
  }

  /** Returns what was being done. */
  public Phase phase() {
    return phase;
  }
}
