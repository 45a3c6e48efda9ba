package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedFilesTest {
  private static final long MOST_ALLOCATED_BYTES = 1 << 20;
  private static final long HUGE = 0x7FFF_FFFF_FFFF_FFC0L;

  @TempDir Path folder;

  record Case(String name, RawGguf file, String found, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_bad_file_is_refused_in_one_sentence_that_names_the_place(Case bad) {
    Path file = bad.file.writeTo(folder.resolve("bad.gguf"));
    openAndIgnore(file);
    GgufException[] thrown = new GgufException[1];
    long allocated =
        new Allocation()
            .bytesOf(
                () -> thrown[0] = assertThrows(GgufException.class, () -> GgufModel.open(file)));
    GgufException e = thrown[0];
    String message = e.getMessage();
    assertAll(
        message,
        () -> assertEquals(bad.file.marked(), e.byteOffset()),
        () -> assertTrue(e.found().contains(bad.found), e.found()),
        () -> assertTrue(e.expected().contains(bad.expected), e.expected()),
        () -> assertEquals(file, e.file()),
        () ->
            assertEquals(
                file
                    + ", byte "
                    + e.byteOffset()
                    + ": found "
                    + e.found()
                    + ", expected "
                    + e.expected(),
                message),
        () -> assertFalse(message.chars().anyMatch(c -> c < ' '), "a control character"),
        () -> assertTrue(allocated < MOST_ALLOCATED_BYTES, allocated + " bytes allocated"));
  }

  static List<Case> cases() {
    return List.of(
        bad("empty file", new RawGguf(), "an empty file", "\"GGUF\""),
        bad("three bytes", new RawGguf().text("GGU"), "\"GGU\"", "\"GGUF\""),
        bad("text file", new RawGguf().text("# A read me\n"), "\"# A \"", "no GGUF model"),
        bad("magic with escape", new RawGguf().text("\u001b[2J"), "\\u{1b}[2J", "\"GGUF\""),
        bad("version 0", raw().mark().u32(0).u64(0).u64(0), "version 0", "version 2 or 3"),
        bad("version 1", raw().mark().u32(1).u64(0).u64(0), "version 1", "newer tool"),
        bad("version 4", raw().mark().u32(4).u64(0).u64(0), "version 4", "version 2 or 3"),
        bad(
            "big endian",
            raw().mark().u32(Integer.reverseBytes(3)).u64(0).u64(0),
            "version 3 in big-endian byte order",
            "little-endian"),
        bad("header cut in the version", raw().mark().bytes(3, 0), "the end", "4 bytes"),
        bad("header cut in n_tensors", raw().u32(3).mark().u32(0), "the end", "8 bytes"),
        bad("header cut in n_kv", raw().u32(3).u64(0).mark().u32(0), "the end", "8 bytes"),
        bad("negative n_tensors", raw().u32(3).mark().u64(-1).u64(0), "18446744073709551615", "0"),
        bad(
            "n_tensors times their size overflows",
            raw().u32(3).mark().u64(Long.MAX_VALUE / 24 + 1).u64(0).data(160),
            "384307168202282326 tensors",
            "at most 7"),
        bad(
            "more n_tensors than the file has room for",
            raw().u32(3).mark().u64(8).u64(0).data(160),
            "8 tensors",
            "at most 7"),
        bad("negative n_kv", raw().u32(3).u64(0).mark().u64(-2), "18446744073709551614", "0"),
        bad(
            "n_kv that asks for gigabytes in 160 bytes",
            raw().u32(3).u64(0).mark().u64(0x4000_0000L).data(136),
            "1073741824 metadata pairs",
            "at most 10"),
        bad(
            "key longer than the file",
            pairs(1).mark().u64(1000).data(40),
            "key of 1000 bytes",
            "at most 40"),
        bad(
            "negative key length",
            pairs(1).mark().u64(Long.MIN_VALUE).data(40),
            "9223372036854775808 bytes",
            "at most 40"),
        bad(
            "key above 65535 bytes",
            pairs(1).mark().u64(70_000).data(80_000),
            "key of 70000 bytes",
            "65535"),
        bad("value type 13", pairs(1).string("k").mark().u32(13).u64(0), "type 13", "0 to 12"),
        bad(
            "value type with its sign bit set",
            pairs(1).string("k").mark().u32(-1).u64(0),
            "type 4294967295",
            "0 to 12"),
        bad(
            "array element type 13",
            pairs(1).key("k", 9).mark().u32(13).u64(0),
            "type 13",
            "0 to 12"),
        bad(
            "nested array",
            pairs(1).key("k", 9).mark().u32(9).u64(1).u32(4).u64(1).u32(0),
            "an array of arrays",
            "no nested arrays"),
        bad(
            "array count whose bytes overflow",
            pairs(1).key("k", 9).u32(10).mark().u64(1L << 61).u64(0),
            "2305843009213693952 elements",
            "at most 1"),
        bad(
            "negative array count",
            pairs(1).key("k", 9).u32(0).mark().u64(-1).u64(0),
            "18446744073709551615 elements",
            "at most 8"),
        bad(
            "string array that claims more than the file",
            pairs(1).key("k", 9).u32(8).mark().u64(0x1000_0000L).data(64),
            "268435456 elements",
            "at most 8"),
        bad(
            "string in an array longer than the file",
            pairs(1).key("k", 9).u32(8).u64(2).string("a").mark().u64(100).data(20),
            "100 bytes",
            "at most 20"),
        bad(
            "string array cut in a length",
            pairs(1).key("k", 9).u32(8).u64(2).string("a23456789").mark().u32(0),
            "the end",
            "8 bytes"),
        bad(
            "string value longer than the file",
            pairs(1).key("k", 8).mark().u64(-1).data(20),
            "18446744073709551615 bytes",
            "at most 20"),
        bad("boolean 2", pairs(1).key("k", 7).mark().bytes(2).data(9), "value 2", "0 or 1"),
        bad(
            "boolean 3 in an array",
            pairs(1).key("k", 9).u32(7).u64(3).bytes(0, 1).mark().bytes(3),
            "value 3",
            "0 or 1"),
        bad("value cut off", pairs(1).key("k", 12).mark().u32(0), "the end", "8 bytes"),
        bad(
            "duplicate key",
            pairs(2).key("k", 4).u32(1).mark().key("k", 5).u32(2),
            "the key \"k\" a second time",
            "once"),
        bad("alignment 0", alignment(0), "general.alignment 0", "power of two"),
        bad("alignment 13", alignment(13), "general.alignment 13", "power of two"),
        bad("alignment 2^31", alignment(1 << 31), "general.alignment 2147483648", "16777216"),
        bad(
            "alignment as a u64",
            pairs(1).key("general.alignment", 10).mark().u64(32),
            "32 of type UINT64",
            "type UINT32"),
        bad(
            "alignment as a string",
            pairs(1).key("general.alignment", 8).mark().string("\u001b]0;32"),
            "\"\\u{1b}]0;32\" of type STRING",
            "type UINT32"),
        bad(
            "tensor name longer than the file",
            tensors(1).mark().u64(-1).data(40),
            "tensor name of 18446744073709551615 bytes",
            "at most 40"),
        bad(
            "duplicate tensor name",
            tensors(2).info("t", 0, 0, 1).mark().info("t", 0, 32, 1).pad(32).data(64),
            "the tensor \"t\" a second time",
            "once"),
        bad(
            "five dimensions",
            tensors(1).string("t").mark().u32(5).data(80),
            "5 dimensions",
            "at most 4"),
        bad(
            "4 billion dimensions",
            tensors(1).string("t").mark().u32(-1).data(80),
            "4294967295 dimensions",
            "at most 4"),
        bad("dimension 0", dimensions(2, 0), "dimension 0", "at least 1"),
        bad("negative dimension", dimensions(2, -4), "dimension -4", "at least 1"),
        bad(
            "product of dimensions overflows",
            tensors(1).string("t").u32(3).mark().u64(1L << 32).u64(1L << 31).u64(2).u32(0).u64(0),
            "the shape [4294967296, 2147483648, 2]",
            "below 2^63"),
        bad(
            "number of bytes overflows",
            tensors(1).string("t").u32(1).u64(1L << 61).mark().u32(28).u64(0).pad(32).data(64),
            "2305843009213693952 weights of type F64",
            "bytes below 2^63"),
        bad(
            "row that is no multiple of the block",
            tensors(1).string("t").u32(2).u64(16).u64(2).mark().u32(2).u64(0).pad(32).data(64),
            "rows of 16 weights of type Q4_0",
            "multiple of 32"),
        bad("misaligned offset", offset(4), "offset 4", "multiple of the alignment 32"),
        bad("offset past the end", offset(4096), "offset 4096", "within the 64 bytes of data"),
        bad("offset of 2^63", offset(Long.MIN_VALUE), "9223372036854775808", "within the 64 bytes"),
        bad(
            "overlapping tensors",
            tensors(2)
                .info("a", 0, 0, 16)
                .string("b")
                .u32(1)
                .u64(8)
                .u32(0)
                .mark()
                .u64(32)
                .pad(32)
                .data(128),
            "\"b\" at offset 32, within the tensor \"a\"",
            "do not overlap"),
        bad(
            "two tensors at one place",
            tensors(2)
                .info("a", 99, 0, 16)
                .string("b")
                .u32(1)
                .u64(8)
                .u32(99)
                .mark()
                .u64(0)
                .pad(32)
                .data(128),
            "\"b\" at offset 0, within the tensor \"a\"",
            "do not overlap"),
        bad(
            "two tensors of 0x7FFFFFFFFFFFFFC0 bytes",
            tensors(2).info("a", 24, 0, HUGE).info("b", 24, HUGE, HUGE).pad(32).mark().data(64),
            "64 bytes for the tensor \"a\"",
            "9,223,372,036,854,775,744 bytes; the file is truncated"),
        bad(
            "truncated data",
            tensors(1).info("t", 0, 0, 16).pad(32).mark().data(63),
            "63 bytes for the tensor \"t\"",
            "64 bytes; the file is truncated"),
        bad(
            "no data at all",
            tensors(1).info("t", 0, 0, 16).mark(),
            "the end of the file",
            "the data of 1 tensor from byte 64 on; the file is truncated"),
        bad(
            "infos cut off",
            tensors(1).string("ten").u32(2).u64(1).mark().bytes(1),
            "the end",
            "8 bytes"),
        bad(
            "name that would clear the terminal",
            tensors(1).string("\u001b[2J\u202e").u32(1).u64(2).u32(0).mark().u64(3).data(80),
            "\"\\u{1b}[2J\\u{202e}\"",
            "multiple of the alignment"),
        bad(
            "split count as a string",
            pairs(1).key("split.count", 8).mark().string("3"),
            "split.count of type STRING",
            "from 1 to 65535"),
        bad(
            "split count 0",
            pairs(1).key("split.count", 2).mark().bytes(0, 0),
            "value 0",
            "from 1 to 65535"),
        bad(
            "shard under another name",
            pairs(2).key("split.no", 2).bytes(1, 0).key("split.count", 2).mark().bytes(3, 0),
            "one shard of 3 under another name",
            "PREFIX-00002-of-00003.gguf"));
  }

  @Test
  void every_truncation_of_a_valid_file_is_refused() {
    byte[] whole = RawGguf.small(3).toBytes();
    int paddingAfterLastTensor = 32 - 34 % 32;
    for (int length = 0; length < whole.length - paddingAfterLastTensor; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      Path file = RawGguf.write(folder.resolve("part.gguf"), part);
      GgufException e =
          assertThrows(GgufException.class, () -> GgufModel.open(file), "cut at " + length);
      assertTrue(e.byteOffset() <= length, e.getMessage());
    }
  }

  @Test
  void a_string_past_the_first_gib_is_refused_though_the_file_is_long_enough() throws IOException {
    Path file = pairs(1).key("k", 8).u64(0x5000_0000L).writeTo(folder.resolve("sparse.gguf"));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(0x6000_0000L);
    }
    GgufException e = assertThrows(GgufException.class, () -> GgufModel.open(file));
    assertTrue(e.expected().contains("within the first 1,073,741,824 bytes"), e.getMessage());
  }

  @Test
  void a_folder_and_a_missing_file_are_named() {
    GgufException isFolder = assertThrows(GgufException.class, () -> GgufModel.open(folder));
    assertTrue(isFolder.getMessage().contains("found a folder"), isFolder.getMessage());
    Path nothing = folder.resolve("nothing.gguf");
    GgufException isMissing = assertThrows(GgufException.class, () -> GgufModel.open(nothing));
    assertTrue(
        isMissing.getMessage().startsWith(nothing + ", byte 0: found no such file"),
        isMissing.getMessage());
  }

  private static void openAndIgnore(Path file) {
    assertThrows(GgufException.class, () -> GgufModel.open(file));
  }

  private static Case bad(String name, RawGguf file, String found, String expected) {
    return new Case(name, file, found, expected);
  }

  private static RawGguf raw() {
    return new RawGguf().text("GGUF");
  }

  private static RawGguf pairs(long count) {
    return RawGguf.start(3, 0, count);
  }

  private static RawGguf tensors(long count) {
    return RawGguf.start(3, count, 0);
  }

  private static RawGguf alignment(int value) {
    return pairs(1).key("general.alignment", 4).mark().u32(value);
  }

  private static RawGguf dimensions(long first, long second) {
    return tensors(1).string("t").u32(2).u64(first).mark().u64(second).u32(0).u64(0);
  }

  private static RawGguf offset(long offset) {
    return tensors(1).string("t").u32(1).u64(8).u32(0).mark().u64(offset).pad(32).data(64);
  }
}
