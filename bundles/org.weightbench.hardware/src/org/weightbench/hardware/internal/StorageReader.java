package org.weightbench.hardware.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.weightbench.hardware.Reading;
import org.weightbench.hardware.Storage;
import org.weightbench.hardware.Storage.Device;
import org.weightbench.hardware.internal.MountTable.Mount;
import org.weightbench.os.BlockDevice;
import org.weightbench.os.DeviceReadAhead;
import org.weightbench.os.FileExtents;
import org.weightbench.os.UnavailableException;

/** Reads where a model lies. */
public final class StorageReader {

  private final Tree tree;
  private final MountTable mounts;
  private final Function<Path, Reading<BlockDevice>> devices;
  private final DeviceReader deviceReader;

  /**
   * @param devices finds the block device below a file
   */
  public StorageReader(Tree tree, MountTable mounts, Function<Path, Reading<BlockDevice>> devices) {
    this.tree = tree;
    this.mounts = mounts;
    this.devices = devices;
    this.deviceReader = new DeviceReader(tree);
  }

  /** The block device of a file of the machine that this runs on. */
  public static Reading<BlockDevice> deviceOnThisMachine(Path file) {
    try {
      return BlockDevice.of(file)
          .map(Reading::known)
          .orElseGet(() -> Reading.none(BlockDevice.capability(file).reason()));
    } catch (IOException e) {
      return Reading.unknown(text(e));
    }
  }

  /** Reads everything about one model path. */
  public Storage read(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Reading<Path> real = real(absolute);
    Reading<Mount> mount = real.flatMap(mounts::of);
    Reading<FileStore> store = real.flatMap(StorageReader::store);
    return new Storage(
        absolute.toString(),
        mount.map(Mount::type).or(() -> store.map(FileStore::type)),
        mount.map(Mount::point),
        mount.map(found -> String.join(",", found.options())),
        mount.map(Mount::source).or(() -> store.map(FileStore::name)),
        store.flatMap(found -> bytes(found::getTotalSpace)),
        store.flatMap(found -> bytes(found::getUsableSpace)),
        real.flatMap(this::readAhead),
        real.flatMap(this::fragments),
        real.flatMap(devices).map(this::withAllBelow));
  }

  private Reading<Long> readAhead(Path path) {
    return ofThisMachine(
        () ->
            DeviceReadAhead.of(path)
                .map(found -> Reading.known(found.bytes()))
                .orElseGet(() -> Reading.unknown(DeviceReadAhead.capability(path).reason())));
  }

  private Reading<Integer> fragments(Path path) {
    return Files.isRegularFile(path)
        ? ofThisMachine(() -> Reading.known(FileExtents.of(path).fragments()))
        : Reading.none("it is no file");
  }

  private interface Question<T> {
    Reading<T> ask() throws IOException;
  }

  private <T> Reading<T> ofThisMachine(Question<T> question) {
    if (tree.root().getNameCount() > 0) {
      return Reading.unknown("the files are of another machine");
    }
    try {
      return question.ask();
    } catch (UnavailableException e) {
      return Reading.unknown(e.capability().reason());
    } catch (IOException e) {
      return Reading.unknown(text(e));
    }
  }

  private List<Device> withAllBelow(BlockDevice device) {
    Map<String, Device> found = new LinkedHashMap<>();
    collect(device, found);
    return List.copyOf(found.values());
  }

  private void collect(BlockDevice device, Map<String, Device> found) {
    found.putIfAbsent(device.name(), deviceReader.read(device));
    device.below().forEach(below -> collect(below, found));
  }

  private static Reading<Path> real(Path path) {
    try {
      return Reading.known(path.toRealPath());
    } catch (NoSuchFileException _) {
      return Reading.unknown(path + " does not exist");
    } catch (IOException e) {
      return Reading.unknown(text(e));
    }
  }

  private static Reading<FileStore> store(Path path) {
    try {
      return Reading.known(Files.getFileStore(path));
    } catch (IOException e) {
      return Reading.unknown(text(e));
    }
  }

  private interface Size {
    long bytes() throws IOException;
  }

  private static Reading<Long> bytes(Size size) {
    try {
      return Reading.known(size.bytes());
    } catch (IOException e) {
      return Reading.unknown(text(e));
    }
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
