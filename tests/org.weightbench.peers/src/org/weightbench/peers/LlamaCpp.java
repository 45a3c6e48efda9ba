package org.weightbench.peers;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;

/** llama.cpp's readers, in the release that {@code de.kherud:llama:4.2.0} was built from. */
final class LlamaCpp {
  /** {@code struct llama_model_params} of that release. */
  private static final StructLayout MODEL_PARAMETERS =
      MemoryLayout.structLayout(
          ValueLayout.ADDRESS.withName("devices"),
          ValueLayout.JAVA_INT.withName("n_gpu_layers"),
          ValueLayout.JAVA_INT.withName("split_mode"),
          ValueLayout.JAVA_INT.withName("main_gpu"),
          MemoryLayout.paddingLayout(4),
          ValueLayout.ADDRESS.withName("tensor_split"),
          ValueLayout.ADDRESS.withName("progress_callback"),
          ValueLayout.ADDRESS.withName("progress_callback_user_data"),
          ValueLayout.ADDRESS.withName("kv_overrides"),
          ValueLayout.JAVA_BOOLEAN.withName("vocab_only"),
          ValueLayout.JAVA_BOOLEAN.withName("use_mmap"),
          ValueLayout.JAVA_BOOLEAN.withName("use_mlock"),
          ValueLayout.JAVA_BOOLEAN.withName("check_tensors"),
          MemoryLayout.paddingLayout(4));

  /** {@code struct gguf_init_params}. */
  private static final StructLayout GGUF_PARAMETERS =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_BOOLEAN.withName("no_alloc"),
          MemoryLayout.paddingLayout(7),
          ValueLayout.ADDRESS.withName("ctx"));

  private final NativeLibrary library;
  private final StringBuilder log = new StringBuilder();

  /** Takes the library and redirects its log, which would fill the console, to {@link #log}. */
  LlamaCpp(NativeLibrary library) throws Throwable {
    this.library = library;
    FunctionDescriptor logger =
        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    MemorySegment callback =
        Linker.nativeLinker()
            .upcallStub(
                MethodHandles.lookup()
                    .bind(
                        this,
                        "hear",
                        MethodType.methodType(
                            void.class, int.class, MemorySegment.class, MemorySegment.class)),
                logger,
                Arena.global());
    library
        .function(
            "llama_log_set", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
        .invokeExact(callback, MemorySegment.NULL);
    library.function("llama_backend_init", FunctionDescriptor.ofVoid()).invokeExact();
  }

  /** Receives the log; {@code text} is a C string. */
  private void hear(int level, MemorySegment text, MemorySegment userData) {
    log.append(text.reinterpret(Long.MAX_VALUE).getString(0));
  }

  /** What llama.cpp says of a model that it loaded. */
  record LoadedModel(String description, long weights, long bytes, int vocabulary, int tokens) {}

  /** Returns what llama.cpp has said so far. */
  String log() {
    return log.toString();
  }

  /**
   * Returns the number of tensors that {@code gguf_init_from_file} finds, or nothing if it fails.
   */
  Optional<Long> readTensorCount(Path file) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters = arena.allocate(GGUF_PARAMETERS);
      parameters.set(ValueLayout.JAVA_BOOLEAN, 0, true);
      MemorySegment context =
          (MemorySegment)
              library
                  .function(
                      "gguf_init_from_file",
                      FunctionDescriptor.of(
                          ValueLayout.ADDRESS, ValueLayout.ADDRESS, GGUF_PARAMETERS))
                  .invokeExact(arena.allocateFrom(file.toString()), parameters);
      if (context.address() == 0) {
        return Optional.empty();
      }
      long tensors = longOf("gguf_get_n_tensors", context);
      free("gguf_free", context);
      return Optional.of(tensors);
    }
  }

  /**
   * Loads a model as llama.cpp's programs do, every block of it checked for invalid numbers, and
   * tokenizes a text with its vocabulary.
   *
   * @return nothing when llama.cpp refuses the model; {@link #log} says why
   */
  Optional<LoadedModel> load(Path file, String text) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters =
          (MemorySegment)
              library
                  .function("llama_model_default_params", FunctionDescriptor.of(MODEL_PARAMETERS))
                  .invokeExact((SegmentAllocator) arena);
      long checkTensors = MODEL_PARAMETERS.byteOffset(groupElement("check_tensors"));
      parameters.set(ValueLayout.JAVA_BOOLEAN, checkTensors, true);
      MemorySegment model =
          (MemorySegment)
              library
                  .function(
                      "llama_model_load_from_file",
                      FunctionDescriptor.of(
                          ValueLayout.ADDRESS, ValueLayout.ADDRESS, MODEL_PARAMETERS))
                  .invokeExact(arena.allocateFrom(file.toString()), parameters);
      if (model.address() == 0) {
        return Optional.empty();
      }
      MemorySegment vocabulary =
          (MemorySegment)
              library
                  .function(
                      "llama_model_get_vocab",
                      FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                  .invokeExact(model);
      LoadedModel loaded =
          new LoadedModel(
              description(model, arena),
              longOf("llama_model_n_params", model),
              longOf("llama_model_size", model),
              (int)
                  library
                      .function(
                          "llama_vocab_n_tokens",
                          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                      .invokeExact(vocabulary),
              tokens(vocabulary, text, arena));
      free("llama_model_free", model);
      return Optional.of(loaded);
    }
  }

  private String description(MemorySegment model, Arena arena) throws Throwable {
    MemorySegment buffer = arena.allocate(256);
    int length =
        (int)
            library
                .function(
                    "llama_model_desc",
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG))
                .invokeExact(model, buffer, buffer.byteSize());
    return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  private int tokens(MemorySegment vocabulary, String text, Arena arena) throws Throwable {
    MemorySegment utf8 = arena.allocateFrom(text);
    int bytes = (int) utf8.byteSize() - 1;
    int most = bytes + 8;
    return (int)
        library
            .function(
                "llama_tokenize",
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_BOOLEAN,
                    ValueLayout.JAVA_BOOLEAN))
            .invokeExact(
                vocabulary,
                utf8,
                bytes,
                arena.allocate(ValueLayout.JAVA_INT, most),
                most,
                true,
                false);
  }

  private long longOf(String function, MemorySegment object) throws Throwable {
    return (long)
        library
            .function(function, FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
            .invokeExact(object);
  }

  private void free(String function, MemorySegment object) throws Throwable {
    library.function(function, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)).invokeExact(object);
  }
}
