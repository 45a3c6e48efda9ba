package org.weightbench.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbench.experiment.CeilingEvent;
import org.weightbench.gguf.TensorType;
import org.weightbench.hardware.ceiling.Ceiling;
import org.weightbench.hardware.ceiling.CeilingMeasurement;
import org.weightbench.hardware.ceiling.CeilingProgress;
import org.weightbench.hardware.ceiling.CeilingRequest;
import org.weightbench.runner.internal.Explain;

/**
 * Main of a process that measures ceilings, apart from whoever asks for them, so that their heap,
 * compiler and threads are not part of what is measured. Arguments: the model's file or a folder,
 * the budget in seconds, and possibly the tensor types to dequantize, as their names with commas
 * between; else they are the model's, or all where there is no model. Standard output is the stream
 * of {@link CeilingEvent}s, one JSON object a line. The end of standard input, or anything on it,
 * cancels; the last event then holds what was measured. Exit codes: 0 done or cancelled, 1 failed.
 */
public final class CeilingMain {
  private static final int FAILED = 1;

  private CeilingMain() {}

  /** Measures and ends the process. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Teller teller = new Teller(out);
    Thread.ofPlatform().daemon().name("cancel").start(teller::awaitCancel);
    int code = 0;
    try {
      CeilingRequest request =
          CeilingRequest.of(Path.of(arguments[0]))
              .within(Duration.ofSeconds(Long.parseLong(arguments[1])));
      if (arguments.length > 2) {
        request =
            request.ofTypes(
                Stream.of(arguments[2].split(","))
                    .map(TensorType::valueOf)
                    .collect(Collectors.toSet()));
      }
      teller.tell(new CeilingEvent.Finished(CeilingMeasurement.measure(request, teller)));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      teller.tell(new CeilingEvent.Failed(Explain.message(e)));
      code = FAILED;
    }
    System.exit(code);
  }

  private static final class Teller implements CeilingProgress {
    private final PrintStream out;
    private volatile boolean cancelled;

    Teller(PrintStream out) {
      this.out = out;
    }

    void awaitCancel() {
      try {
        System.in.read();
      } catch (IOException _) {
        // an input that cannot be read has nobody at its other end
      }
      cancelled = true;
    }

    void tell(CeilingEvent event) {
      out.print(event.toJson() + "\n");
      out.flush();
    }

    @Override
    public void at(double share, String what) {
      tell(new CeilingEvent.Working(share, what));
    }

    @Override
    public void measured(Ceiling ceiling) {
      tell(new CeilingEvent.Measured(ceiling));
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }
  }
}
