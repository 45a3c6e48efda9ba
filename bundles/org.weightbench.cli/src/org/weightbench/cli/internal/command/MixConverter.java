package org.weightbench.cli.internal.command;

import org.weightbench.quant.QuantizationMix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a quantization mix or tensor type. */
final class MixConverter implements ITypeConverter<QuantizationMix> {

  @Override
  public QuantizationMix convert(String text) {
    return QuantizationMix.named(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "found '"
                        + text
                        + "', expected one of "
                        + String.join(", ", QuantizationMix.names())));
  }
}
