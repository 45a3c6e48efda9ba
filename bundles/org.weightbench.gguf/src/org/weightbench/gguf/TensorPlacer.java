package org.weightbench.gguf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Checks where a file's tensors are: within the file, aligned, apart from each other. */
final class TensorPlacer {
  private final HeaderCursor cursor;
  private final int alignment;
  private final int shard;
  private final List<GgufProblem> problems;
  private final long dataOffset;
  private final long dataBytes;

  /** Takes the cursor after the list of tensors. */
  TensorPlacer(HeaderCursor cursor, int alignment, int shard, List<GgufProblem> problems) {
    this.cursor = cursor;
    this.alignment = alignment;
    this.shard = shard;
    this.problems = problems;
    dataOffset = Alignment.roundUp(cursor.position(), alignment);
    dataBytes = cursor.fileBytes() - dataOffset;
  }

  /** Returns where the data section starts, in bytes from the start of the file. */
  long dataOffset() {
    return dataOffset;
  }

  /** Returns the tensors in the order of the list. */
  List<TensorInfo> place(List<UnplacedTensor> declared) throws GgufException {
    if (dataBytes <= 0 && !declared.isEmpty()) {
      throw cursor.bad(
          cursor.fileBytes(),
          "the end of the file",
          "the data of "
              + declared.size()
              + (declared.size() == 1 ? " tensor" : " tensors")
              + " from byte "
              + dataOffset
              + " on; the file is truncated");
    }
    boolean regular = true;
    long next = 0;
    for (UnplacedTensor tensor : declared) {
      check(tensor);
      if (regular && (tensor.offset() != next || tensor.sizeUnknown())) {
        regular = false;
        if (tensor.offset() != next) {
          problems.add(
              cursor.problem(
                  tensor.offsetAt(),
                  "the tensor "
                      + DisplayText.quoted(tensor.name())
                      + " at offset "
                      + tensor.offset(),
                  "offset " + next + ", right after the tensor before it; ggml refuses gaps"));
        }
      }
      next = regular ? Alignment.roundUp(tensor.offset() + tensor.byteSize(), alignment) : 0;
    }
    long[] sizes = regular ? new long[0] : resolveSizes(declared);
    List<TensorInfo> tensors = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      UnplacedTensor tensor = declared.get(i);
      tensors.add(
          new TensorInfo(
              tensor.name(),
              tensor.shape(),
              tensor.typeId(),
              shard,
              dataOffset + tensor.offset(),
              regular ? tensor.byteSize() : sizes[i]));
    }
    return tensors;
  }

  private void check(UnplacedTensor tensor) throws GgufException {
    if (tensor.offset() < 0 || tensor.offset() > dataBytes) {
      throw cursor.bad(
          tensor.offsetAt(),
          "the tensor "
              + DisplayText.quoted(tensor.name())
              + " at offset "
              + Long.toUnsignedString(tensor.offset()),
          "an offset within the "
              + DisplayText.bytes(dataBytes)
              + " of data that follow byte "
              + dataOffset
              + "; the file is damaged or truncated");
    }
    if (tensor.offset() % alignment != 0) {
      throw cursor.bad(
          tensor.offsetAt(),
          "the tensor " + DisplayText.quoted(tensor.name()) + " at offset " + tensor.offset(),
          "a multiple of the alignment " + alignment);
    }
    if (tensor.byteSize() > dataBytes - tensor.offset()) {
      throw cursor.bad(
          dataOffset + tensor.offset(),
          DisplayText.bytes(dataBytes - tensor.offset())
              + " for the tensor "
              + DisplayText.quoted(tensor.name()),
          DisplayText.bytes(tensor.byteSize()) + "; the file is truncated");
    }
  }

  /** Returns every tensor's size in file order, those of unknown type reaching to the next one. */
  private long[] resolveSizes(List<UnplacedTensor> declared) throws GgufException {
    Integer[] byOffset = new Integer[declared.size()];
    Arrays.setAll(byOffset, i -> i);
    Arrays.sort(byOffset, Comparator.comparingLong(i -> declared.get(i).offset()));
    long[] sizes = new long[byOffset.length];
    for (int i = 0; i < byOffset.length; i++) {
      UnplacedTensor tensor = declared.get(byOffset[i]);
      long limit = dataBytes;
      if (i + 1 < byOffset.length) {
        UnplacedTensor next = declared.get(byOffset[i + 1]);
        limit = next.offset();
        if (limit - tensor.offset() < Math.max(1, tensor.byteSize())) {
          throw cursor.bad(
              next.offsetAt(),
              "the tensor "
                  + DisplayText.quoted(next.name())
                  + " at offset "
                  + next.offset()
                  + ", within the tensor "
                  + DisplayText.quoted(tensor.name())
                  + " at offset "
                  + tensor.offset(),
              "tensors that do not overlap");
        }
      }
      sizes[byOffset[i]] = tensor.sizeUnknown() ? limit - tensor.offset() : tensor.byteSize();
    }
    return sizes;
  }
}
