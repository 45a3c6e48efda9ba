package org.weightbench.analysis.diagnosis;

import java.util.List;
import org.weightbench.analysis.diagnosis.internal.CacheInGroup;
import org.weightbench.analysis.diagnosis.internal.DequantizeBound;
import org.weightbench.analysis.diagnosis.internal.DoubleMemory;
import org.weightbench.analysis.diagnosis.internal.EncryptionQueues;
import org.weightbench.analysis.diagnosis.internal.FallingRate;
import org.weightbench.analysis.diagnosis.internal.Fragmented;
import org.weightbench.analysis.diagnosis.internal.FromPageCache;
import org.weightbench.analysis.diagnosis.internal.HeaderBound;
import org.weightbench.analysis.diagnosis.internal.KilledWhileLoading;
import org.weightbench.analysis.diagnosis.internal.LargerThanMemory;
import org.weightbench.analysis.diagnosis.internal.LittleMemory;
import org.weightbench.analysis.diagnosis.internal.LockedMemory;
import org.weightbench.analysis.diagnosis.internal.MappedFaults;
import org.weightbench.analysis.diagnosis.internal.MemoryBound;
import org.weightbench.analysis.diagnosis.internal.NetworkMapping;
import org.weightbench.analysis.diagnosis.internal.NfsRoundTrips;
import org.weightbench.analysis.diagnosis.internal.NoReadAhead;
import org.weightbench.analysis.diagnosis.internal.NodeCopies;
import org.weightbench.analysis.diagnosis.internal.NotDirect;
import org.weightbench.analysis.diagnosis.internal.OneReader;
import org.weightbench.analysis.diagnosis.internal.OtherReaders;
import org.weightbench.analysis.diagnosis.internal.ProcessorLimit;
import org.weightbench.analysis.diagnosis.internal.ReadLimit;
import org.weightbench.analysis.diagnosis.internal.RemoteNode;
import org.weightbench.analysis.diagnosis.internal.SharedDescriptor;
import org.weightbench.analysis.diagnosis.internal.SharedThreads;
import org.weightbench.analysis.diagnosis.internal.SlowStorage;
import org.weightbench.analysis.diagnosis.internal.SmallPages;
import org.weightbench.analysis.diagnosis.internal.SteadyVolume;
import org.weightbench.analysis.diagnosis.internal.StorageNotBinding;
import org.weightbench.analysis.diagnosis.internal.Swapping;
import org.weightbench.analysis.diagnosis.internal.TinyReads;
import org.weightbench.analysis.diagnosis.internal.WindowsDrive;

/** The rules there are. */
public final class Rules {
  private static final List<Rule> ALL =
      List.of(
          new SlowStorage(),
          new MappedFaults(),
          new OneReader(),
          new SharedThreads(),
          new NetworkMapping(),
          new NfsRoundTrips(),
          new ReadLimit(),
          new SteadyVolume(),
          new WindowsDrive(),
          new LargerThanMemory(),
          new DoubleMemory(),
          new NodeCopies(),
          new RemoteNode(),
          new LockedMemory(),
          new Swapping(),
          new CacheInGroup(),
          new KilledWhileLoading(),
          new NotDirect(),
          new FallingRate(),
          new FromPageCache(),
          new StorageNotBinding(),
          new TinyReads(),
          new NoReadAhead(),
          new SharedDescriptor(),
          new EncryptionQueues(),
          new HeaderBound(),
          new MemoryBound(),
          new SmallPages(),
          new LittleMemory(),
          new ProcessorLimit(),
          new DequantizeBound(),
          new Fragmented(),
          new OtherReaders());

  private Rules() {}

  /** Returns all rules. */
  public static List<Rule> all() {
    return ALL;
  }
}
