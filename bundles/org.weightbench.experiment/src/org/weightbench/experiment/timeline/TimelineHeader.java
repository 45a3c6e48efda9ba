package org.weightbench.experiment.timeline;

import java.util.List;

/**
 * The first lines of a timeline's file.
 *
 * @param version of the file
 * @param startedAt when the timeline starts, ISO 8601 in UTC
 * @param channels texts of the channels, in the order of the numbers
 * @param missing what could not be recorded, each with the reason
 */
public record TimelineHeader(
    int version, String startedAt, List<String> channels, List<String> missing) {
  /** Version that this program writes. */
  public static final int VERSION = 1;

  /** Copies the lists. */
  public TimelineHeader {
    channels = List.copyOf(channels);
    missing = List.copyOf(missing);
  }

  /** A header of this version. */
  public static TimelineHeader of(String startedAt, List<Channel> channels, List<String> missing) {
    return new TimelineHeader(
        VERSION, startedAt, channels.stream().map(Channel::text).toList(), missing);
  }
}
