package org.weightbench.peers;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;

/**
 * Loads by llama.cpp v0.5.0, from the package {@code @node-llama-cpp/linux-x64} 3.22.1, whose
 * folder with the libraries the system property {@value #FOLDER_PROPERTY} names. Weights are not
 * repacked for the processor, and all are loaded at once, so that it does the same work.
 */
final class LlamaLoads {
  private static final String FOLDER_PROPERTY = "org.weightbench.peers.llama.folder";

  /** {@code struct llama_model_params} of that release. */
  private static final StructLayout MODEL_PARAMETERS =
      MemoryLayout.structLayout(
          ValueLayout.ADDRESS.withName("devices"),
          ValueLayout.ADDRESS.withName("tensor_buft_overrides"),
          ValueLayout.JAVA_INT.withName("n_gpu_layers"),
          ValueLayout.JAVA_INT.withName("split_mode"),
          ValueLayout.JAVA_INT.withName("load_mode"),
          ValueLayout.JAVA_INT.withName("lazy_mode"),
          ValueLayout.JAVA_INT.withName("main_gpu"),
          MemoryLayout.paddingLayout(4),
          ValueLayout.ADDRESS.withName("tensor_split"),
          ValueLayout.ADDRESS.withName("progress_callback"),
          ValueLayout.ADDRESS.withName("progress_callback_user_data"),
          ValueLayout.ADDRESS.withName("kv_overrides"),
          ValueLayout.JAVA_BOOLEAN.withName("vocab_only"),
          ValueLayout.JAVA_BOOLEAN.withName("check_tensors"),
          ValueLayout.JAVA_BOOLEAN.withName("use_extra_bufts"),
          ValueLayout.JAVA_BOOLEAN.withName("no_host"),
          ValueLayout.JAVA_SHORT.withName("rest"),
          MemoryLayout.paddingLayout(2));

  private final SymbolLookup symbols;
  private final MethodHandle load;
  private final MethodHandle free;

  /** Loads the library, with its log switched off, and the backend for this processor. */
  LlamaLoads() throws Throwable {
    String folder = System.getProperty(FOLDER_PROPERTY, "");
    if (folder.isEmpty()) {
      throw new IllegalStateException("the system property " + FOLDER_PROPERTY + " is not set");
    }
    symbols =
        SymbolLookup.libraryLookup(Path.of(folder, "libllama.v0.5.0.so"), Arena.global())
            .or(SymbolLookup.libraryLookup(Path.of(folder, "libggml.v0.5.0.so"), Arena.global()));
    load =
        function(
            "llama_model_load_from_file",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, MODEL_PARAMETERS));
    free = function("llama_model_free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    MemorySegment silence =
        Linker.nativeLinker()
            .upcallStub(
                MethodHandles.empty(
                    MethodType.methodType(
                        void.class, int.class, MemorySegment.class, MemorySegment.class)),
                FunctionDescriptor.ofVoid(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                Arena.global());
    function("llama_log_set", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
        .invokeExact(silence, MemorySegment.NULL);
    try (Arena arena = Arena.ofConfined()) {
      function("ggml_backend_load_all_from_path", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
          .invokeExact(arena.allocateFrom(folder));
    }
    function("llama_backend_init", FunctionDescriptor.ofVoid()).invokeExact();
  }

  private MethodHandle function(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  /**
   * Loads a model and frees it.
   *
   * @param mode as llama.cpp's option {@code --load-mode} has it: {@code none}, {@code mmap},
   *     {@code dio}
   * @return the seconds until it was loaded
   */
  double seconds(Path model, String mode) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters =
          (MemorySegment)
              function("llama_model_default_params", FunctionDescriptor.of(MODEL_PARAMETERS))
                  .invokeExact((SegmentAllocator) arena);
      int number =
          (int)
              function(
                      "llama_load_mode_from_str",
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(mode));
      parameters.set(ValueLayout.JAVA_INT, offset("load_mode"), number);
      parameters.set(ValueLayout.JAVA_INT, offset("lazy_mode"), 0);
      parameters.set(ValueLayout.JAVA_BOOLEAN, offset("use_extra_bufts"), false);
      MemorySegment name = arena.allocateFrom(model.toString());
      long start = System.nanoTime();
      MemorySegment loaded = (MemorySegment) load.invokeExact(name, parameters);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (loaded.address() == 0) {
        throw new IllegalStateException("llama.cpp cannot load " + model + " by " + mode);
      }
      free.invokeExact(loaded);
      return seconds;
    }
  }

  private static long offset(String member) {
    return MODEL_PARAMETERS.byteOffset(groupElement(member));
  }
}
