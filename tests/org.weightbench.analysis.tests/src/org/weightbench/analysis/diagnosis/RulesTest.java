package org.weightbench.analysis.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.weightbench.analysis.diagnosis.Measure.BUSY_PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_COLD;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_DIRECT_SINGLE;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_MEMORY_WRITE;
import static org.weightbench.analysis.diagnosis.Measure.CEILING_RANDOM;
import static org.weightbench.analysis.diagnosis.Measure.DELIVERED_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.DEQUANTIZE_THREADS;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.DEVICE_RATE;
import static org.weightbench.analysis.diagnosis.Measure.EARLY_RATE;
import static org.weightbench.analysis.diagnosis.Measure.EXTENTS;
import static org.weightbench.analysis.diagnosis.Measure.FOREIGN_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.GROUP_CACHE;
import static org.weightbench.analysis.diagnosis.Measure.GROUP_MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.HEADER_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LATE_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_RATE;
import static org.weightbench.analysis.diagnosis.Measure.LOAD_SECONDS;
import static org.weightbench.analysis.diagnosis.Measure.LOGICAL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.MAJOR_FAULTS;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.MEMORY_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.MINOR_FAULTS;
import static org.weightbench.analysis.diagnosis.Measure.MODEL_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.NFS_CONNECTIONS;
import static org.weightbench.analysis.diagnosis.Measure.NFS_REQUEST_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.NUMA_NODES;
import static org.weightbench.analysis.diagnosis.Measure.PEAK_MEMORY;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSORS;
import static org.weightbench.analysis.diagnosis.Measure.PROCESSOR_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.QUEUE_DEPTH;
import static org.weightbench.analysis.diagnosis.Measure.READ_LATENCY;
import static org.weightbench.analysis.diagnosis.Measure.READ_LIMIT;
import static org.weightbench.analysis.diagnosis.Measure.REQUEST_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.REQUEST_RATE;
import static org.weightbench.analysis.diagnosis.Measure.RESIDENT_AFTER;
import static org.weightbench.analysis.diagnosis.Measure.RESIDENT_BEFORE;
import static org.weightbench.analysis.diagnosis.Measure.SWAPPED_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.TENSOR_BYTES;
import static org.weightbench.analysis.diagnosis.Measure.THREADS;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final double GB = 1e9;

  /** A load of one gigabyte from storage in so many seconds. */
  private static Object[] fromStorage(double seconds, Object... more) {
    return Stream.concat(
            Stream.of(
                LOAD_SECONDS,
                seconds,
                LOGICAL_BYTES,
                GB,
                DEVICE_BYTES,
                GB,
                LOAD_RATE,
                GB / seconds,
                DEVICE_RATE,
                GB / seconds,
                THREADS,
                1),
            Arrays.stream(more))
        .toArray();
  }

  private static void assertFinds(String rule, Built built) {
    assertEquals(List.of(rule), built.findings());
    assertEquals(
        List.of(),
        SaidInChinese.missing(built.diagnosis().findings()),
        "add these to phrases.properties and phrases_zh.properties of org.weightbench.launching");
  }

  private static void assertSilent(Built built) {
    assertEquals(List.of(), built.findings());
  }

  @Test
  void everyRuleHasAnIdOfItsOwnAndAPublicThread() {
    List<String> ids = Rules.all().stream().map(Rule::id).toList();
    assertEquals(ids.size(), ids.stream().distinct().count());
    assertTrue(ids.size() >= 30);
    for (Rule rule : Rules.all()) {
      assertTrue(rule.id().matches("[a-z-]+"), rule.id());
      assertTrue(
          rule.reference().matches("https://github\\.com/[\\w.-]+/[\\w.-]+/(issues|pull)/\\d+"),
          rule.reference());
    }
  }

  @Test
  void whereNothingIsKnownNothingIsFound() {
    assertSilent(Built.around());
    assertSilent(Built.around().load("strategy=mmap"));
  }

  @Test
  void aHealthyLoadGivesNoWarning() {
    Diagnosis diagnosis =
        Built.around(
                CEILING_DIRECT,
                1.5 * GB,
                CEILING_DIRECT_SINGLE,
                1.3 * GB,
                CEILING_COLD,
                1.2 * GB,
                CEILING_RANDOM,
                40_000,
                MODEL_BYTES,
                GB,
                MEMORY,
                16 * GB,
                PROCESSORS,
                8)
            .load("strategy=read", fromStorage(0.8, BUSY_PROCESSORS, 1.1))
            .load("strategy=mmap", fromStorage(2, MAJOR_FAULTS, 8000))
            .diagnosis();
    assertFalse(diagnosis.warns(), diagnosis.toString());
  }

  @Test
  void slowStorage() {
    assertFinds("slow-storage", Built.around(CEILING_DIRECT, 0.16e9).load("a=b", fromStorage(7)));
    assertSilent(Built.around(CEILING_DIRECT, 1.6e9).load("a=b", fromStorage(0.7)));
  }

  @Test
  void pageFaults() {
    Object[] faults = fromStorage(4, MAJOR_FAULTS, 8000);
    assertFinds("page-faults", Built.around(CEILING_DIRECT, 1.5e9).load("strategy=mmap", faults));
    assertSilent(Built.around(CEILING_DIRECT, 0.3e9).load("strategy=mmap", faults));
  }

  @Test
  void noReadAhead() {
    Built random =
        Built.around(CEILING_DIRECT, 1.5e9, CEILING_COLD, 1.2e9)
            .load("strategy=mmap", fromStorage(30, MAJOR_FAULTS, 244_000));
    assertFinds("no-read-ahead", random);
    assertEquals(29.17e9, random.diagnosis().findings().getFirst().savedNanos(), 0.01e9);
  }

  @Test
  void oneReader() {
    Object[] ceilings = {CEILING_DIRECT, 3e9, CEILING_DIRECT_SINGLE, 1e9};
    assertFinds("one-reader", Built.around(ceilings).load("a=b", fromStorage(1)));
    assertSilent(Built.around(ceilings).load("a=b", fromStorage(1, QUEUE_DEPTH, 8)));
  }

  @Test
  void sharedThreads() {
    assertFinds(
        "shared-threads",
        Built.around(CEILING_DIRECT, 1e9, PROCESSORS, 4)
            .load("deliver=f32", fromStorage(2, DEQUANTIZE_SECONDS, 1, BUSY_PROCESSORS, 0.9)));
  }

  @Test
  void networkMapping() {
    Built nfs =
        Built.around(CEILING_COLD, 1e9, Word.FILE_SYSTEM, "nfs4")
            .load("strategy=mmap", fromStorage(9));
    assertFinds("network-mapping", nfs);
    assertSilent(
        Built.around(CEILING_COLD, 1e9, Word.FILE_SYSTEM, "ext4")
            .load("strategy=mmap", fromStorage(9)));
  }

  @Test
  void nfsRoundTrips() {
    Object[] mount = {NFS_REQUEST_BYTES, 1 << 20, READ_LATENCY, 0.005};
    assertFinds("nfs-round-trips", Built.around(mount).load("a=b", fromStorage(5)));
    assertSilent(Built.around(mount).load("a=b", fromStorage(5, NFS_CONNECTIONS, 16)));
  }

  @Test
  void readLimit() {
    assertFinds("read-limit", Built.around(READ_LIMIT, 0.5e9).load("a=b", fromStorage(2)));
    assertSilent(Built.around(READ_LIMIT, 0.5e9).load("a=b", fromStorage(20)));
  }

  @Test
  void provisionedVolume() {
    assertFinds(
        "provisioned-volume",
        Built.around(CEILING_DIRECT, 0.5e9, CEILING_DIRECT_SINGLE, 0.5e9, CEILING_COLD, 0.495e9)
            .load("a=b", fromStorage(2)));
    assertSilent(
        Built.around(CEILING_DIRECT, 0.5e9, CEILING_DIRECT_SINGLE, 0.5e9, CEILING_COLD, 0.4e9)
            .load("a=b", fromStorage(2)));
  }

  @Test
  void windowsDrive() {
    String drive = "rw,noatime,aname=drvfs;path=C:\\\\;uid=1000,trans=fd";
    assertFinds(
        "windows-drive",
        Built.around(Word.FILE_SYSTEM, "9p", Word.MOUNT_OPTIONS, drive)
            .load("a=b", fromStorage(9)));
    assertSilent(
        Built.around(Word.FILE_SYSTEM, "9p", Word.MOUNT_OPTIONS, "rw,trans=virtio,version=9p2000.L")
            .load("a=b", fromStorage(9)));
  }

  @Test
  void largerThanMemory() {
    assertFinds(
        "larger-than-memory",
        Built.around(MODEL_BYTES, 2e9, MEMORY, 16e9, MEMORY_LIMIT, 1e9)
            .doubtful("cache=warm", fromStorage(9)));
    assertFinds(
        "larger-than-memory",
        Built.around(MODEL_BYTES, 12e9, MEMORY, 32e9)
            .doubtful("cache=warm,strategy=read", fromStorage(9)));
    assertSilent(
        Built.around(MODEL_BYTES, 2e9, MEMORY, 16e9)
            .load("cache=warm,strategy=direct", fromStorage(9)));
    assertSilent(Built.around(MODEL_BYTES, 2e9, MEMORY, 16e9).load("a=b", fromStorage(9)));
  }

  @Test
  void memoryTwice() {
    Object[] peak = fromStorage(1, PEAK_MEMORY, 2.3e9, DELIVERED_BYTES, GB);
    assertFinds("memory-twice", Built.around(MEMORY, 16e9).load("a=b", peak));
    assertFalse(Built.around(MEMORY, 16e9).load("a=b", peak).diagnosis().warns());
    assertTrue(Built.around(MEMORY, 2.2e9).load("a=b", peak).diagnosis().warns());
  }

  @Test
  void nodeCopies() {
    Object[] peak = {PEAK_MEMORY, 2e9, DELIVERED_BYTES, GB};
    assertFinds("node-copies", Built.around(NUMA_NODES, 2).load("a=b", peak));
    assertSilent(Built.around(NUMA_NODES, 1).load("a=b", peak));
  }

  @Test
  void remoteNode() {
    assertFinds(
        "remote-node",
        Built.around(NUMA_NODES, 2)
            .load("placement=interleave", LOAD_SECONDS, 1)
            .load("placement=local", LOAD_SECONDS, 2));
  }

  @Test
  void lockedMemory() {
    assertFinds(
        "locked-memory",
        Built.around().doubtful("a=b", Word.PROBLEM, "RLIMIT_MEMLOCK is 8 MiB, needed 1 GiB"));
  }

  @Test
  void swapping() {
    assertFinds("swapping", Built.around().load("a=b", LOGICAL_BYTES, GB, SWAPPED_BYTES, 2e8));
    assertSilent(Built.around().load("a=b", LOGICAL_BYTES, GB, SWAPPED_BYTES, 0));
  }

  @Test
  void cacheInGroup() {
    assertFinds(
        "cache-in-group",
        Built.around(GROUP_MEMORY, 0.95e9, GROUP_CACHE, 0.8e9, MEMORY_LIMIT, 1e9).load("a=b"));
  }

  @Test
  void killedWhileLoading() {
    assertFinds(
        "killed-while-loading",
        Built.around(MODEL_BYTES, 2e9, MEMORY_LIMIT, 3e9)
            .doubtful("a=b", Word.PROBLEM, "the fork was killed (signal 9)"));
    assertFinds(
        "killed-while-loading",
        Built.around().doubtful("a=b", Word.PROBLEM, "the group ran out of memory"));
    assertSilent(
        Built.around(MODEL_BYTES, 1e9, MEMORY_LIMIT, 16e9)
            .doubtful("a=b", Word.PROBLEM, "the fork was killed (signal 9)"));
  }

  @Test
  void notDirect() {
    assertFinds(
        "not-direct",
        Built.around().load("strategy=direct", RESIDENT_BEFORE, 0, RESIDENT_AFTER, 1));
    assertSilent(Built.around().load("strategy=read", RESIDENT_BEFORE, 0, RESIDENT_AFTER, 1));
  }

  @Test
  void fallingRate() {
    assertFinds(
        "falling-rate",
        Built.around().load("a=b", LOAD_SECONDS, 60, EARLY_RATE, GB, LATE_RATE, 4e8));
  }

  @Test
  void whatCameFromThePageCacheIsTheFirstFinding() {
    Built cached =
        Built.around(CEILING_DIRECT, 0.16e9)
            .doubtful(
                "cache=cold",
                LOAD_SECONDS,
                0.1,
                LOGICAL_BYTES,
                GB,
                DEVICE_BYTES,
                0,
                LOAD_RATE,
                10e9,
                RESIDENT_BEFORE,
                1,
                Word.PROBLEM,
                "100 % resident");
    assertFinds("from-page-cache", cached);
    assertTrue(cached.diagnosis().warns());
  }

  @Test
  void storageNotBinding() {
    assertFinds(
        "storage-not-binding",
        Built.around()
            .load("cache=cold", fromStorage(2))
            .load("cache=warm", LOAD_SECONDS, 1.95, LOGICAL_BYTES, GB, DEVICE_BYTES, 0));
    assertSilent(
        Built.around()
            .load("cache=cold", fromStorage(2))
            .load("cache=warm", LOAD_SECONDS, 4, LOGICAL_BYTES, GB, DEVICE_BYTES, 0));
  }

  @Test
  void tinyReads() {
    Object[] load = fromStorage(25, REQUEST_RATE, 300, REQUEST_BYTES, 131_072);
    assertFinds("tiny-reads", Built.around(CEILING_RANDOM, 310).load("a=b", load));
    assertSilent(Built.around(CEILING_RANDOM, 50_000).load("a=b", load));
  }

  @Test
  void sharedDescriptor() {
    assertFinds(
        "shared-descriptor",
        Built.around(Word.FILE_SYSTEM, "fuse.sshfs")
            .load("threads=1", LOAD_SECONDS, 2, THREADS, 1)
            .load("threads=4", LOAD_SECONDS, 2.1, THREADS, 4));
  }

  @Test
  void encryptionQueues() {
    Object[] load = fromStorage(2, BUSY_PROCESSORS, 1);
    assertFinds(
        "encryption-queues",
        Built.around(PROCESSORS, 8, Word.ENCRYPTION, "dm-crypt").load("a=b", load));
    assertSilent(
        Built.around(PROCESSORS, 8, Word.ENCRYPTION, "dm-crypt")
            .load("a=b", fromStorage(2, BUSY_PROCESSORS, 7.9)));
  }

  @Test
  void headerBound() {
    assertFinds("header-bound", Built.around().load("a=b", LOAD_SECONDS, 2, HEADER_SECONDS, 1));
    assertSilent(Built.around().load("a=b", LOAD_SECONDS, 2, HEADER_SECONDS, 0.1));
    assertSilent(
        Built.around(TENSOR_BYTES, 10 * GB)
            .load("a=b", LOAD_SECONDS, 2, HEADER_SECONDS, 1, LOGICAL_BYTES, GB));
  }

  @Test
  void memoryBound() {
    Object[] load = {LOAD_SECONDS, 1, LOGICAL_BYTES, GB, DELIVERED_BYTES, 7 * GB};
    assertFinds("memory-bound", Built.around(CEILING_MEMORY_WRITE, 9e9).load("deliver=f32", load));
    assertSilent(Built.around(CEILING_MEMORY_WRITE, 9e9).load("deliver=copied", load));
  }

  @Test
  void smallPages() {
    Object[] load = {LOAD_SECONDS, 1, DELIVERED_BYTES, GB, MINOR_FAULTS, 244_000};
    assertFinds("small-pages", Built.around(Word.HUGE_PAGES, "never").load("a=b", load));
    assertSilent(Built.around(Word.HUGE_PAGES, "madvise").load("a=b", load));
  }

  @Test
  void littleMemory() {
    assertFinds("little-memory", Built.around(MODEL_BYTES, 12e9, MEMORY, 16e9).load("a=b"));
  }

  @Test
  void processorLimit() {
    Object[] load = {LOAD_SECONDS, 2, BUSY_PROCESSORS, 0.49};
    assertFinds(
        "processor-limit", Built.around(PROCESSORS, 2, PROCESSOR_LIMIT, 0.5).load("a=b", load));
    assertSilent(Built.around(PROCESSORS, 2).load("a=b", load));
  }

  @Test
  void dequantizeBound() {
    Built bound =
        Built.around(PROCESSORS, 4)
            .load(
                "deliver=f32",
                LOAD_SECONDS,
                4,
                DEQUANTIZE_SECONDS,
                3.6,
                THREADS,
                1,
                BUSY_PROCESSORS,
                1);
    assertFinds("dequantize-bound", bound);
    assertEquals(2.7e9, bound.diagnosis().findings().getFirst().savedNanos(), 1e6);
  }

  @Test
  void threadsThatOnlyDequantizeAreTheOnesThatCount() {
    Built relieved =
        Built.around(CEILING_DIRECT, 1e9, PROCESSORS, 8)
            .load(
                "deliver=f32,dequantize-threads=4",
                fromStorage(
                    2, DEQUANTIZE_SECONDS, 3.6, DEQUANTIZE_THREADS, 4, BUSY_PROCESSORS, 2.3));
    assertSilent(relieved);
    Built bound =
        Built.around(PROCESSORS, 8)
            .load(
                "deliver=f32,dequantize-threads=4",
                fromStorage(2, DEQUANTIZE_SECONDS, 7.2, DEQUANTIZE_THREADS, 4, BUSY_PROCESSORS, 4));
    assertFinds("dequantize-bound", bound);
    assertEquals(0.9e9, bound.diagnosis().findings().getFirst().savedNanos(), 1e6);
  }

  @Test
  void otherReaders() {
    Built busy = Built.around().load("a=b", fromStorage(2, FOREIGN_BYTES, 0.5 * GB));
    assertFinds("other-readers", busy);
    assertTrue(busy.diagnosis().warns());
    Built open = Built.around().load("a=b", fromStorage(2, Word.READERS, "llama-server (1234)"));
    assertFinds("other-readers", open);
    assertFalse(open.diagnosis().warns());
    assertSilent(Built.around().load("a=b", fromStorage(2, FOREIGN_BYTES, 0.01 * GB)));
  }

  @Test
  void fragmented() {
    assertFinds(
        "fragmented",
        Built.around(CEILING_RANDOM, 120, MODEL_BYTES, GB, EXTENTS, 2000)
            .load("a=b", fromStorage(15)));
    assertSilent(
        Built.around(CEILING_RANDOM, 40_000, MODEL_BYTES, GB, EXTENTS, 2000)
            .load("a=b", fromStorage(15)));
  }

  @Test
  void findingsSayWhatTheyRestOnAndRankByTheTimeTheySave() {
    Diagnosis diagnosis =
        Built.around(CEILING_DIRECT, 0.16e9, READ_LIMIT, 0.15e9)
            .load("a=b", fromStorage(7))
            .diagnosis();
    assertEquals(
        List.of("read-limit", "slow-storage"),
        diagnosis.findings().stream().map(Finding::rule).toList());
    Diagnosis small =
        Built.around(CEILING_DIRECT, 3e9, CEILING_DIRECT_SINGLE, 1e9, PROCESSORS, 4)
            .load("strategy=read", fromStorage(1))
            .load(
                "deliver=f32",
                LOAD_SECONDS,
                9,
                DEQUANTIZE_SECONDS,
                8.1,
                THREADS,
                1,
                BUSY_PROCESSORS,
                1)
            .diagnosis();
    assertEquals(
        List.of("dequantize-bound", "one-reader"),
        small.findings().stream().map(Finding::rule).toList());
    Finding first = diagnosis.findings().getFirst();
    assertTrue(
        first.evidence().contains(new Evidence("read limit of the control group", "150 MB/s")),
        first.toString());
  }
}
