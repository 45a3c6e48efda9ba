package org.weightbench.load.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.weightbench.os.NativeFile;
import org.weightbench.os.ReadFlag;

/** A file read by pread(2), or in a special way by preadv2(2). */
record NativePositionalFile(NativeFile file, AdvisedFile advised, ReadFlag... flags)
    implements PositionalFile {
  @Override
  public void announce(long position, long length) throws IOException {
    advised.announce(file, position, length);
  }

  @Override
  public long read(MemorySegment target, long position) throws IOException {
    return file.read(target, position, flags);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
