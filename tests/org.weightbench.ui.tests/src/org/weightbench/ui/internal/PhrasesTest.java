package org.weightbench.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightbench.analysis.Verdict;
import org.weightbench.analysis.diagnosis.Measure;
import org.weightbench.analysis.diagnosis.Rule;
import org.weightbench.analysis.diagnosis.Rules;
import org.weightbench.analysis.diagnosis.Word;
import org.weightbench.analysis.roofline.Resource;
import org.weightbench.analysis.timeline.Panel;
import org.weightbench.analysis.timeline.SeriesKind;
import org.weightbench.experiment.Axes;
import org.weightbench.experiment.Axis;
import org.weightbench.hardware.Machine;
import org.weightbench.hardware.MachineInventory;
import org.weightbench.hardware.ceiling.CeilingKind;
import org.weightbench.launching.Phrases;

final class PhrasesTest {
  private final Phrases chinese = Phrases.in("zh_CN");

  private void assertSaid(Stream<String> english) {
    assertEquals(
        List.of(),
        english.filter(each -> chinese.translate(each).equals(each)).distinct().toList(),
        "these are missing in phrases.properties");
  }

  @Test
  void everyTitleOfTheEngineIsThereInChinese() {
    assertSaid(Axes.all().stream().flatMap(axis -> Stream.of(axis.title(), axis.summary())));
    assertSaid(Arrays.stream(Verdict.values()).map(Verdict::words));
    assertSaid(Arrays.stream(Panel.values()).filter(p -> p != Panel.CPU).map(Panel::title));
    assertSaid(
        Arrays.stream(SeriesKind.values())
            .filter(kind -> kind != SeriesKind.CPU_IOWAIT)
            .map(SeriesKind::title));
    assertSaid(Arrays.stream(Resource.values()).map(Resource::label));
    assertSaid(Arrays.stream(CeilingKind.values()).map(CeilingKind::title));
    assertSaid(Arrays.stream(Measure.values()).map(Measure::title));
    assertSaid(Arrays.stream(Word.values()).map(Word::title));
    assertSaid(Rules.all().stream().map(Rule::title));
  }

  @Test
  void everyFactOfAMachineIsThereInChinese() {
    List<String> terms = List.of("SMT", "Weightbench", "Java", "io_uring", "Swappiness");
    Machine machine = MachineInventory.read(List.of(Path.of("").toAbsolutePath()));
    assertSaid(
        machine.sections().stream()
            .filter(section -> !section.title().equals("Capabilities"))
            .flatMap(section -> section.rows().stream())
            .map(row -> row.title().substring(row.title().indexOf(": ") + 1).strip())
            .filter(title -> !terms.contains(title)));
    assertSaid(machine.sections().stream().map(section -> section.title().split(": ")[0]));
  }

  @Test
  void whatVariesIsTakenOver() {
    String said =
        chinese.translate(
            "The device gives 142 MB/s at best, and the load already uses most of that: no setting"
                + " makes it much faster.");
    assertTrue(said.contains("142 MB/s"), said);
    assertTrue(said.startsWith("\u8bbe\u5907"), said);
    assertEquals(
        "4 MiB \u5757\uff0c\u6df1\u5ea6 8\uff0c2 \u4e2a\u7ebf\u7a0b",
        chinese.translate("4 MiB blocks, depth 8, 2 threads"));
  }

  @Test
  void whatTheRunnerTellsIsThereInChinese() {
    assertSaid(
        Stream.of(
            "reading the model for reference",
            "verifying strategy=read",
            "measuring ceilings: warming the kernels of Q4_0",
            "there is no sample, so give it more time, or load a part of the model, such as"
                + " --tensors first=4GiB",
            "delivered as copied the model needs 9 GiB of memory, found 8 GiB available; free"
                + " memory, take a smaller model, load a part (tensors first=4GiB), or deliver"
                + " mapped",
            "stopped; go on with: weightbench run --resume a",
            "of 8 samples 1 failed and 2 are unverified; the first: gone"));
    assertSaid(
        Stream.of(
            "1 sample",
            "3 samples",
            "run 4: 1.50 s",
            "quartiles 1.00 s \u2026 2.00 s, median 1.50 s",
            "at 12.0 s: 1.40"));
  }

  @Test
  void theWorkbenchNamesItsActionsWhereTheCommandNamesItsOptions() {
    String ended =
        "the budget of 10 min ended it after 3 of 8 samples; --resume goes on for as long again";
    assertEquals(
        "the budget of 10 min ended it after 3 of 8 samples; Resume goes on for as long again",
        Phrases.in("en_US").translate(ended));
    String failed = ended + "; of 8 samples 1 failed and 2 are unverified; the first: gone";
    for (String locale : List.of("en_US", "zh_CN", "de_DE")) {
      assertFalse(Phrases.in(locale).translate(failed).contains("--resume"), locale);
    }
  }

  @Test
  void whatIsUnknownAndOtherLanguagesStayEnglish() {
    assertEquals("a word that nobody said", chinese.translate("a word that nobody said"));
    assertEquals("faster", Phrases.in("en_US").translate("faster"));
    assertEquals("faster", Phrases.in("").translate("faster"));
  }

  /** Titles of the axes are short enough to stand before their fields. */
  @Test
  void titlesAreNoSentences() {
    for (Axis<?> axis : Axes.all()) {
      assertTrue(chinese.translate(axis.title()).length() < 8, axis.title());
    }
  }
}
