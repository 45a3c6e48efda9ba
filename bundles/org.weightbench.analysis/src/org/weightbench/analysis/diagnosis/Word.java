package org.weightbench.analysis.diagnosis;

/** The words that rules judge. */
public enum Word {
  /** Type of the file system: {@code ext4}, {@code nfs4}. */
  FILE_SYSTEM("file system"),
  /** Options of the mount, separated by commas. */
  MOUNT_OPTIONS("mount options"),
  /** Chosen mode of transparent huge pages. */
  HUGE_PAGES("transparent huge pages"),
  /** Layers of encryption between file system and device, with their options. */
  ENCRYPTION("encryption"),
  /** The phase that bounds the load. */
  BOUND_BY("bound by"),
  /** What really ran, with the options that the system granted. */
  RAN("ran as"),
  /** Other programs that had the model open during the load. */
  READERS("programs that have the model open"),
  /** Why samples of the load do not count. */
  PROBLEM("reason");

  private final String title;

  Word(String title) {
    this.title = title;
  }

  /** Returns what the word tells. */
  public String title() {
    return title;
  }
}
