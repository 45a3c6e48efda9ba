package org.weightbench.quant.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.weightbench.gguf.CancelledException;
import org.weightbench.gguf.GgufException;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufWriter;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.Progress;
import org.weightbench.gguf.TensorDeclaration;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.TensorType;
import org.weightbench.quant.ModelTraits;
import org.weightbench.quant.QuantizationMix;
import org.weightbench.quant.Quantizer;
import org.weightbench.quant.TensorRole;
import org.weightbench.quant.internal.FreeSpace;

/**
 * Converts a model's weights to other types and keeps everything else: tensors, their order and all
 * metadata but {@code general.file_type}, {@code general.quantization_version} and the {@code
 * split.*} keys, for a split model becomes one file. A tensor whose type does not change is copied
 * byte for byte, and so are tensors of whole numbers, which hold no weights.
 *
 * <p>Weights are streamed in windows, so that memory does not grow with the model: about 32 MiB and
 * half a MiB for each thread. Stateless; may be used from any number of threads.
 */
public final class ModelConverter {
  private static final Set<TensorType> WHOLE_NUMBERS =
      EnumSet.of(TensorType.I8, TensorType.I16, TensorType.I32, TensorType.I64);

  /** The version of ggml's block layouts, which loaders check: {@code GGML_QNT_VERSION}. */
  private static final int QUANTIZATION_VERSION = 2;

  private ModelConverter() {}

  /**
   * Converts all weights to one type, as {@link QuantizationMix#plain} assigns it.
   *
   * @param in the model: its file, or any of its shards
   * @param out the file to write; one that exists is replaced when the new one is complete
   * @param target the type
   * @param progress hears of the bytes written
   * @throws ConversionException when the target cannot be written or a tensor cannot be read; no
   *     file is left
   * @throws GgufException when the model cannot be read; no file is left
   * @throws CancelledException when the progress asked to stop; no file is left
   * @throws IOException when the file cannot be written or the disk has not enough room; no file is
   *     left
   */
  public static void convert(Path in, Path out, TensorType target, Progress progress)
      throws IOException {
    QuantizationMix mix =
        QuantizationMix.plain(target)
            .orElseThrow(
                () ->
                    new ConversionException(
                        "%s cannot be converted to %s, because %s cannot be written: choose %s"
                            .formatted(in, target, target, listed(Quantizer.types()))));
    convert(in, out, mix, progress);
  }

  /**
   * Converts all weights to the types that a mix assigns, with as many threads as there are
   * processors.
   *
   * @param in the model: its file, or any of its shards
   * @param out the file to write; one that exists is replaced when the new one is complete
   * @param mix the types
   * @param progress hears of the bytes written
   * @throws ConversionException when a tensor cannot be read; no file is left
   * @throws GgufException when the model cannot be read; no file is left
   * @throws CancelledException when the progress asked to stop; no file is left
   * @throws IOException when the file cannot be written or the disk has not enough room; no file is
   *     left
   */
  public static void convert(Path in, Path out, QuantizationMix mix, Progress progress)
      throws IOException {
    convert(in, out, ConversionSettings.of(mix), progress);
  }

  /**
   * Converts all weights.
   *
   * @param in the model: its file, or any of its shards
   * @param out the file to write; one that exists is replaced when the new one is complete
   * @param settings types, threads, whether errors are measured, and whose blocks are written
   * @param progress hears of the bytes written
   * @return what became of each tensor, in the order of the file
   * @throws ConversionException when a tensor cannot be read; no file is left
   * @throws GgufException when the model cannot be read; no file is left
   * @throws CancelledException when the progress asked to stop; no file is left
   * @throws IOException when the file cannot be written or the disk has not enough room; no file is
   *     left
   */
  public static List<ConvertedTensor> convert(
      Path in, Path out, ConversionSettings settings, Progress progress) throws IOException {
    try (GgufModel model = GgufModel.open(in)) {
      QuantizationMix mix = settings.mix();
      List<TensorDeclaration> declarations = declarations(in, model, mix);
      long bytes = declarations.stream().mapToLong(TensorDeclaration::byteSize).sum();
      FreeSpace.require(out, bytes);
      Metadata metadata = metadata(model.metadata(), mix, declarations);
      List<TensorConversion.Tally> tallies = new ArrayList<>();
      try (GgufWriter writer = GgufWriter.create(out, metadata, declarations, progress);
          TensorConversion conversion = new TensorConversion(writer, settings)) {
        for (int i = 0; i < declarations.size(); i++) {
          tallies.add(
              conversion.convert(model, model.tensors().get(i), declarations.get(i).type()));
        }
        conversion.finish();
        writer.finish();
      }
      return converted(model.tensors(), declarations, tallies);
    }
  }

  private static List<ConvertedTensor> converted(
      List<TensorInfo> tensors,
      List<TensorDeclaration> declarations,
      List<TensorConversion.Tally> tallies) {
    List<ConvertedTensor> converted = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      TensorInfo tensor = tensors.get(i);
      converted.add(
          new ConvertedTensor(
              tensor.name(),
              tensor.shape(),
              tensor.type().orElseThrow(),
              declarations.get(i).type(),
              tallies.get(i).error()));
    }
    return List.copyOf(converted);
  }

  private static List<TensorDeclaration> declarations(Path in, GgufModel model, QuantizationMix mix)
      throws ConversionException {
    ModelTraits traits = ModelTraits.of(model);
    List<TensorDeclaration> declarations = new ArrayList<>();
    for (TensorInfo tensor : model.tensors()) {
      TensorRole role = new TensorRole(tensor.name(), tensor.shape(), traits);
      TensorType type = targetType(in, tensor, mix.typeFor(role));
      declarations.add(new TensorDeclaration(tensor.name(), tensor.shape(), type));
    }
    return declarations;
  }

  private static TensorType targetType(Path in, TensorInfo tensor, TensorType wanted)
      throws ConversionException {
    Optional<TensorType> type = tensor.type();
    if (type.isPresent() && WHOLE_NUMBERS.contains(type.get())) {
      return type.get();
    }
    return type.map(_ -> wanted)
        .orElseThrow(
            () ->
                new ConversionException(
                    "%s: tensor %s (%s) cannot be converted to %s, because its type is unknown"
                        .formatted(in, printable(tensor.name()), tensor.typeName(), wanted)));
  }

  private static Metadata metadata(
      Metadata original, QuantizationMix mix, List<TensorDeclaration> declarations) {
    Metadata metadata = original.with("general.file_type", MetadataValue.uint32(mix.fileType()));
    if (declarations.stream().anyMatch(tensor -> tensor.type().blockWeights() > 1)) {
      metadata =
          metadata.with("general.quantization_version", MetadataValue.uint32(QUANTIZATION_VERSION));
    }
    for (String key : original.keys()) {
      if (key.startsWith("split.")) {
        metadata = metadata.without(key);
      }
    }
    return metadata;
  }

  private static String listed(Collection<TensorType> types) {
    return types.stream().map(TensorType::name).collect(Collectors.joining(", "));
  }

  /** Replaces what a terminal would obey: names come from files of any origin. */
  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}|\\p{Cf}", "\uFFFD");
  }
}
