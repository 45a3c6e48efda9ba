import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.Progress;
import org.weightbench.load.Deliver;
import org.weightbench.load.LayerStream;
import org.weightbench.load.LoadReport;
import org.weightbench.load.LoadSettings;
import org.weightbench.load.LoadedLayer;
import org.weightbench.load.LoadedModel;
import org.weightbench.load.Loader;
import org.weightbench.load.PlannedTensor;
import org.weightbench.load.Strategies;
import org.weightbench.load.Strategy;
import org.weightbench.load.TensorSelection;

/**
 * Opens a GGUF model, loads some of its tensors as floats, and then all of them layer by layer
 * through a small window of memory:
 *
 * <pre>
 * java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector \
 *     -cp 'lib/*' examples/LoadTensors.java MODEL.gguf 'layers=0-1 name=*attn*'
 * </pre>
 */
public class LoadTensors {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long WINDOW_BYTES = 512L << 20;

  public static void main(String[] arguments) throws IOException {
    Path model = Path.of(arguments[0]);
    TensorSelection wanted = TensorSelection.of(arguments.length > 1 ? arguments[1] : "all");

    try (GgufModel header = GgufModel.open(model)) {
      String name = header.metadata().string("general.name").orElse("unnamed");
      System.out.printf("%s: %d tensors%n", name, header.tensors().size());
    }

    LoadSettings settings =
        LoadSettings.of(bestFor(model), Deliver.F32).withReadThreads(2).withTensors(wanted);
    try (LoadedModel loaded = Loader.load(model, settings, Progress.NONE)) {
      for (PlannedTensor tensor : loaded.tensors()) {
        MemorySegment floats = loaded.tensor(tensor.info().name());
        System.out.printf(
            Locale.ROOT,
            "%s %s begins with %.6f%n",
            tensor.info().name(),
            tensor.info().shape(),
            floats.get(FLOAT, 0));
      }
      show(loaded.report());
    }

    LoadSettings streaming =
        settings.withTensors(TensorSelection.ALL).withWindowBytes(WINDOW_BYTES);
    try (LayerStream stream = LayerStream.open(model, streaming)) {
      for (Optional<LoadedLayer> next = stream.next(); next.isPresent(); next = stream.next()) {
        try (LoadedLayer layer = next.get()) {
          System.out.printf("%s: %d tensors%n", layer.group().name(), layer.tensors().size());
        }
      }
      show(stream.report());
    }
  }

  private static Strategy bestFor(Path model) {
    Strategy direct = Strategies.named("direct").orElseThrow();
    return direct.availability(model).available()
        ? direct
        : Strategies.named("channel").orElseThrow();
  }

  private static void show(LoadReport report) {
    System.out.printf(
        Locale.ROOT,
        "%d bytes by %s in %.1f ms, bound by %s%n",
        report.logicalBytes(),
        report.ran(),
        report.wallNanos() / 1e6,
        report.criticalPath());
  }
}
