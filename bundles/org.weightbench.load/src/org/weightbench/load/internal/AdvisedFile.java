package org.weightbench.load.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbench.load.Advice;
import org.weightbench.load.LoadPlan;
import org.weightbench.os.FileAdvice;
import org.weightbench.os.NativeFile;
import org.weightbench.os.OpenMode;

/** Gives the advice of a load to the files that it reads through the page cache. */
final class AdvisedFile {
  private final Advice advice;

  AdvisedFile(LoadPlan plan) {
    this.advice = plan.settings().advice();
  }

  /** Opens a file and advises on the whole of it, unless that is done range by range. */
  NativeFile open(Path path) throws IOException {
    NativeFile file = NativeFile.open(path, OpenMode.BUFFERED);
    if (advice != Advice.WILLNEED) {
      advise(file, 0, 0);
    }
    return file;
  }

  /** Tells the kernel that a range will be read next, when that is the advice. */
  void announce(NativeFile file, long position, long length) throws IOException {
    if (advice == Advice.WILLNEED) {
      advise(file, position, length);
    }
  }

  private void advise(NativeFile file, long position, long length) throws IOException {
    FileAdvice told = advice.forFile().orElse(null);
    if (told != null) {
      file.advise(told, position, length);
    }
  }

  /** Returns what there is to say in the report, beside the details of the strategy. */
  List<String> granted(String... details) {
    List<String> granted = new ArrayList<>(List.of(details));
    advice.forFile().ifPresent(told -> granted.add("posix_fadvise " + told));
    return granted;
  }
}
