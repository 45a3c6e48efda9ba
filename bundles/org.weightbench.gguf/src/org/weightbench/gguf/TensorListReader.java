package org.weightbench.gguf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the list of tensors of a header. */
final class TensorListReader {
  static final int MIN_INFO_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final HeaderCursor cursor;
  private final List<GgufProblem> problems;
  private final Set<String> names = new HashSet<>();

  /** Takes where to read and what gets the problems that leave the rest readable. */
  TensorListReader(HeaderCursor cursor, List<GgufProblem> problems) {
    this.cursor = cursor;
    this.problems = problems;
  }

  List<UnplacedTensor> read(long count) throws GgufException {
    List<UnplacedTensor> tensors = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      tensors.add(readInfo());
    }
    return tensors;
  }

  private UnplacedTensor readInfo() throws GgufException {
    int nameAt = cursor.position();
    String name = cursor.readName("a tensor name");
    if (!names.add(name)) {
      throw cursor.bad(
          nameAt,
          "the tensor " + DisplayText.quoted(name) + " a second time",
          "every tensor name once");
    }
    int nameBytes = cursor.position() - nameAt - Long.BYTES;
    if (nameBytes > TensorDeclaration.MAX_NAME_BYTES) {
      problems.add(
          cursor.problem(
              nameAt,
              "a tensor name of " + nameBytes + " bytes, " + DisplayText.quoted(name),
              "at most " + TensorDeclaration.MAX_NAME_BYTES + " bytes; ggml refuses longer ones"));
    }
    List<Long> shape = readShape(name);
    long weights = countWeights(name, shape);
    int typeAt = cursor.position();
    int typeId = cursor.readInt("a tensor type");
    Optional<TensorType> type = TensorType.byId(typeId);
    long byteSize = UnplacedTensor.UNKNOWN_SIZE;
    if (type.isPresent()) {
      byteSize = countBytes(name, shape, weights, type.get(), typeAt);
    } else {
      problems.add(unknownType(name, typeId, typeAt));
    }
    int offsetAt = cursor.position();
    long offset = cursor.readLong("a tensor's offset");
    return new UnplacedTensor(name, shape, typeId, byteSize, offset, offsetAt);
  }

  private List<Long> readShape(String name) throws GgufException {
    int countAt = cursor.position();
    int dimensions = cursor.readInt("a tensor's number of dimensions");
    if (dimensions < 0 || dimensions > TensorDeclaration.MAX_DIMENSIONS) {
      throw cursor.bad(
          countAt,
          Integer.toUnsignedString(dimensions)
              + " dimensions of the tensor "
              + DisplayText.quoted(name),
          "at most " + TensorDeclaration.MAX_DIMENSIONS);
    }
    Long[] shape = new Long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      int at = cursor.position();
      long dimension = cursor.readLong("a tensor's dimension");
      if (dimension < 1) {
        throw cursor.bad(
            at,
            "the dimension " + dimension + " of the tensor " + DisplayText.quoted(name),
            "a dimension of at least 1");
      }
      shape[i] = dimension;
    }
    return List.of(shape);
  }

  private long countWeights(String name, List<Long> shape) throws GgufException {
    try {
      return TensorInfo.weights(shape);
    } catch (ArithmeticException _) {
      throw cursor.bad(
          cursor.position() - shape.size() * Long.BYTES,
          "the shape " + shape + " of the tensor " + DisplayText.quoted(name),
          "a number of weights below 2^63");
    }
  }

  private long countBytes(String name, List<Long> shape, long weights, TensorType type, int typeAt)
      throws GgufException {
    long row = shape.isEmpty() ? 1 : shape.getFirst();
    if (row % type.blockWeights() != 0) {
      throw cursor.bad(
          typeAt,
          "rows of "
              + row
              + " weights of type "
              + type
              + " in the tensor "
              + DisplayText.quoted(name),
          "rows of a multiple of " + type.blockWeights() + " weights");
    }
    try {
      return type.bytesFor(weights);
    } catch (ArithmeticException _) {
      throw cursor.bad(
          typeAt,
          weights + " weights of type " + type + " in the tensor " + DisplayText.quoted(name),
          "a number of bytes below 2^63");
    }
  }

  private GgufProblem unknownType(String name, int typeId, int typeAt) {
    String number = Integer.toUnsignedString(typeId);
    Optional<String> removed = TensorType.removedName(typeId);
    return cursor.problem(
        typeAt,
        (removed.isPresent()
                ? "the tensor type " + number + " (" + removed.get() + "), which ggml has removed,"
                : "the unknown tensor type " + number)
            + " of the tensor "
            + DisplayText.quoted(name),
        removed.isPresent()
            ? "a current type; quantize the model again"
            : "a type from 0 to " + TensorType.lastId());
  }
}
