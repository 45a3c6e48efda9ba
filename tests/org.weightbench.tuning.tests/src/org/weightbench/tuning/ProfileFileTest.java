package org.weightbench.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {
  private static final TuningProfile PROFILE =
      Profiles.of(
          "nvme",
          Map.of(SystemSetting.READ_AHEAD, "2 MiB", SystemSetting.SWAPPINESS, "1"),
          "strategy",
          "direct",
          "threads",
          "4");

  @TempDir private Path folder;

  private IOException refused(String text) throws IOException {
    Path file = folder.resolve("bad.tuning.yaml");
    Files.writeString(file, text);
    return assertThrows(IOException.class, () -> ProfileFile.read(file));
  }

  @Test
  void aProfileReadsBackAsItWasWritten() throws IOException {
    Path file = folder.resolve("nvme.tuning.yaml");
    ProfileFile.write(file, PROFILE);
    assertEquals(PROFILE, ProfileFile.read(file));
  }

  @Test
  void aStoreListsFindsAndReplaces() throws IOException {
    ProfileStore store = new ProfileStore(folder.resolve("profiles"));
    assertEquals(new ProfileStore.Listing(List.of(), List.of()), store.list());
    store.save(PROFILE);
    store.save(Profiles.of("another", Map.of(), "strategy", "read"));
    store.save(PROFILE);
    assertEquals(
        List.of("another", "nvme"),
        store.list().profiles().stream().map(TuningProfile::name).toList());
    assertEquals(PROFILE, store.find("nvme"));
    assertEquals(PROFILE, store.find(store.file("nvme").toString()));
    assertTrue(
        assertThrows(IOException.class, () -> store.find("missing"))
            .getMessage()
            .startsWith("there is no profile 'missing' in "));
  }

  @Test
  void aProfileThatCannotBeReadHidesNoOther() throws IOException {
    ProfileStore store = new ProfileStore(folder.resolve("profiles"));
    store.save(PROFILE);
    Files.writeString(store.file("broken"), "name: [");
    ProfileStore.Listing listing = store.list();
    assertEquals(List.of(PROFILE), listing.profiles());
    assertEquals(1, listing.problems().size());
    assertTrue(listing.problems().getFirst().startsWith(store.file("broken") + ": found text"));
  }

  @Test
  void settingsThatNobodyMeasuredReadBackAsSuch() throws IOException {
    TuningProfile profile =
        new TuningProfile(
            "own",
            PROFILE.savedAt(),
            PROFILE.settings(),
            PROFILE.system(),
            Support.none("Llama 3", "/models/llama.gguf"),
            PROFILE.machine());
    String text = ProfileFile.text(profile);
    assertFalse(text.contains("Seconds"), text);
    TuningProfile read = ProfileFile.parse("own", text);
    assertEquals(profile, read);
    assertFalse(read.support().measured());
    for (Export export : Export.all()) {
      assertTrue(export.write(read).contains("not measured, for Llama 3\n"), export.id());
    }
  }

  @Test
  void mistakesAreNamedByTheirKey() throws IOException {
    String good = ProfileFile.text(PROFILE);
    assertEquals(
        folder.resolve("bad.tuning.yaml")
            + ": weightbench-tuning: found '2', expected the version 1",
        refused(good.replace("weightbench-tuning: 1", "weightbench-tuning: 2")).getMessage());
    assertTrue(
        refused(good.replace("threads: '4'", "threads: many"))
            .getMessage()
            .contains("settings.threads: found 'many', expected a whole number"));
    assertTrue(
        refused(good.replace("readAhead: 2 MiB", "readAhead: 1 B"))
            .getMessage()
            .contains("system.readAhead: found '1 B', expected a size in whole 4 KiB"));
    assertTrue(
        refused(good.replace("readAhead:", "readahead:"))
            .getMessage()
            .contains("system: found 'readahead', expected one of readAhead,"));
    assertTrue(
        refused(good.replace("name: nvme", "name: a/b")).getMessage().contains("name: found"));
    String noYaml = refused("a: [").getMessage();
    assertTrue(noYaml.contains("found text that is no YAML in line 1, column 5: "), noYaml);
    assertEquals(1, noYaml.lines().count());
    assertTrue(refused("").getMessage().contains("the document: found nothing"));
  }

  @Test
  void whatDiffersFromAnotherMachineIsTold() {
    Fingerprint here = new Fingerprint(Map.of("processor", "B", "read-ahead", "128 KiB"));
    assertEquals(
        List.of(new Fingerprint.Difference("processor", "A", "B")),
        PROFILE.machine().differences(here));
    assertEquals(List.of(), here.differences(here));
  }
}
