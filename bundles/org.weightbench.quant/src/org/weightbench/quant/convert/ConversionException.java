package org.weightbench.quant.convert;

import java.io.IOException;

/** A pair of types that cannot be converted, in one sentence that names what could be. */
public final class ConversionException extends IOException {
  private static final long serialVersionUID = 1L;

  ConversionException(String message) {
    super(message);
  }
}
