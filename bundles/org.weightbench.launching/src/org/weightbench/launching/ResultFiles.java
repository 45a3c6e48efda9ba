package org.weightbench.launching;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;
import org.weightbench.experiment.ResultFolder;

/** Moves, removes and exchanges result folders as files. All methods read and write files. */
public final class ResultFiles {
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*";

  private ResultFiles() {}

  /** Tells what is wrong with a new name, as one sentence; nothing when it can be taken. */
  public static String problemOfName(ResultFolder folder, String name) {
    if (!name.matches(NAME)) {
      return NLS.bind(Messages.files_badName, name);
    }
    return !name.equals(folder.name()) && Files.exists(folder.path().resolveSibling(name))
        ? NLS.bind(Messages.files_nameTaken, name)
        : "";
  }

  /**
   * Gives a result folder another name.
   *
   * @return the folder under its new name
   * @throws IOException when the name is taken or the folder cannot be moved
   */
  public static ResultFolder rename(ResultFolder folder, String name) throws IOException {
    String problem = problemOfName(folder, name);
    if (!problem.isEmpty()) {
      throw new IOException(problem);
    }
    return new ResultFolder(Files.move(folder.path(), folder.path().resolveSibling(name)));
  }

  /**
   * Removes a result folder with all that is in it.
   *
   * @throws IOException when a file cannot be removed
   */
  public static void delete(ResultFolder folder) throws IOException {
    deleteTree(ResultFolder.open(folder.path()).path());
  }

  /**
   * Writes a result folder into an archive, whole or not at all.
   *
   * @throws IOException when a file cannot be read or the archive cannot be written
   */
  public static void exportZip(ResultFolder folder, Path archive) throws IOException {
    Path beside = archive.resolveSibling(archive.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(beside);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder.path())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        String inside = folder.path().relativize(file).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry(folder.name() + "/" + inside));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    Files.move(beside, archive, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Copies a result folder, or the one in an archive, below a folder.
   *
   * @param source result folder, or archive that {@link #exportZip} made
   * @param root folder that holds result folders; created when missing
   * @return the copy
   * @throws IOException when there is no result in the source, or it is there already
   */
  public static ResultFolder importInto(Path source, Path root) throws IOException {
    Files.createDirectories(root);
    Path beside = Files.createTempDirectory(root, ".import");
    try {
      Path copied = beside.resolve("result");
      if (Files.isDirectory(source)) {
        copyTree(ResultFolder.open(source).path(), copied.resolve(source.getFileName()));
      } else {
        unzip(source, copied);
      }
      Path found = only(copied, source);
      Path target = root.resolve(found.getFileName());
      if (Files.exists(target)) {
        throw new IOException(NLS.bind(Messages.files_thereAlready, target));
      }
      return new ResultFolder(Files.move(found, target));
    } finally {
      deleteTree(beside);
    }
  }

  private static Path only(Path folder, Path source) throws IOException {
    List<ResultFolder> found = ResultFolder.list(folder);
    if (found.size() != 1) {
      throw new IOException(NLS.bind(Messages.files_noResult, source));
    }
    return found.getFirst().path();
  }

  private static void unzip(Path archive, Path target) throws IOException {
    Files.createDirectories(target);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException(NLS.bind(Messages.files_outside, archive, entry.getName()));
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
