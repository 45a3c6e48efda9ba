package org.weightbench.os.internal;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.weightbench.os.Capability;
import org.weightbench.os.UnavailableException;

/**
 * A C function of the standard library, or the reason why it cannot be called.
 *
 * @param capability whether it can be called
 * @param handle the call, with the segment that receives errno as its first argument; when the
 *     function is unavailable, a handle of the same type that throws {@link UnavailableException}
 */
record NativeFunction(Capability capability, MethodHandle handle) {
  private static final String STATE = "errno";

  /** Finds a function by name; never fails, so that classes load on every system. */
  static NativeFunction find(
      String symbol, FunctionDescriptor descriptor, Linker.Option... options) {
    return find(symbol, symbol, descriptor, options);
  }

  private static NativeFunction find(
      String name, String symbol, FunctionDescriptor descriptor, Linker.Option... options) {
    if (Platform.current() == Platform.OTHER) {
      return missing(name, descriptor, Platform.otherReason());
    }
    try {
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> address = linker.defaultLookup().find(symbol);
      if (address.isEmpty()) {
        return missing(name, descriptor, "the C library has no function of that name");
      }
      Linker.Option[] all = new Linker.Option[options.length + 1];
      System.arraycopy(options, 0, all, 0, options.length);
      all[options.length] = Linker.Option.captureCallState(STATE);
      return new NativeFunction(
          Capability.available(name), linker.downcallHandle(address.get(), descriptor, all));
    } catch (IllegalCallerException _) {
      return missing(
          name,
          descriptor,
          "this Java was started without native access (add --enable-native-access=ALL-UNNAMED)");
    } catch (UnsupportedOperationException _) {
      return missing(name, descriptor, "this Java has no native linker");
    }
  }

  /** A call of the kernel by its number, which is the first argument of the handle. */
  static NativeFunction systemCall(String name, FunctionDescriptor arguments) {
    return find(
        name,
        "syscall",
        arguments.insertArgumentLayouts(0, ValueLayout.JAVA_LONG),
        Linker.Option.firstVariadicArg(1));
  }

  private static NativeFunction missing(String name, FunctionDescriptor descriptor, String reason) {
    Capability capability = Capability.unavailable(name, reason);
    MethodType type = descriptor.toMethodType().insertParameterTypes(0, MemorySegment.class);
    try {
      MethodHandle failure =
          MethodHandles.lookup()
              .findConstructor(
                  UnavailableException.class, MethodType.methodType(void.class, Capability.class))
              .bindTo(capability);
      MethodHandle thrower =
          MethodHandles.foldArguments(
              MethodHandles.throwException(type.returnType(), UnavailableException.class), failure);
      return new NativeFunction(
          capability, MethodHandles.dropArguments(thrower, 0, type.parameterList()));
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Passes on what a handle threw: an IOException is returned, anything unchecked is thrown. */
  static IOException thrown(Throwable thrown) {
    return switch (thrown) {
      case IOException failure -> failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      default -> throw new AssertionError(thrown);
    };
  }
}
