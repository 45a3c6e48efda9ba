package org.weightbench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadSettingsTest {
  private static final Strategy READ = Strategies.named("read").orElseThrow();
  private static final Strategy MMAP = Strategies.named("mmap").orElseThrow();
  private static final LoadSettings COPIED = LoadSettings.of(READ, Deliver.COPIED);

  @Test
  void eachSettingIsChangedAlone() {
    LoadSettings changed =
        COPIED
            .withStrategy(MMAP)
            .withDeliver(Deliver.BF16)
            .withReadThreads(3)
            .withDequantizeThreads(2)
            .withChunkBytes(1 << 20)
            .withQueueDepth(7)
            .withAdvice(Advice.SEQUENTIAL)
            .withPages(DestinationPages.HUGE)
            .withOrder(ReadOrder.LAYER)
            .withTensors(TensorSelection.of("layers=0-3"))
            .withSqPoll(true)
            .withPlacement(Placement.INTERLEAVE)
            .withWindowBytes(1 << 30)
            .withConsume(Duration.ofMillis(5));
    assertEquals(
        new LoadSettings(
            MMAP,
            Deliver.BF16,
            3,
            2,
            1 << 20,
            7,
            Advice.SEQUENTIAL,
            DestinationPages.HUGE,
            ReadOrder.LAYER,
            TensorSelection.of("layers=0-3"),
            true,
            Placement.INTERLEAVE,
            1 << 30,
            Optional.of(Duration.ofMillis(5))),
        changed);
    assertEquals(Optional.empty(), changed.withoutConsume().consume());
    assertEquals(0, changed.withoutConsume().windowBytes());
  }

  @Test
  void whatGoesTogetherHasNoContradiction() {
    assertEquals(Optional.empty(), COPIED.contradiction());
    assertEquals(
        Optional.empty(),
        COPIED
            .withDeliver(Deliver.F32)
            .withDequantizeThreads(2)
            .withOrder(ReadOrder.LAYER)
            .withConsume(Duration.ZERO)
            .withWindowBytes(1 << 20)
            .contradiction());
  }

  @Test
  void whatDoesNotGoTogetherIsSaid() {
    contradicts(COPIED.withDeliver(Deliver.MAPPED), "cannot deliver mapped");
    contradicts(COPIED.withSqPoll(true), "no submission queue");
    contradicts(COPIED.withDequantizeThreads(1), "not dequantized");
    LoadSettings mapped = LoadSettings.of(MMAP, Deliver.MAPPED);
    contradicts(mapped.withPages(DestinationPages.HUGE), "pages cannot be chosen");
    contradicts(mapped.withPlacement(Placement.LOCAL), "cannot be placed");
    contradicts(COPIED.withWindowBytes(1 << 20), "needs a consumer");
    LoadSettings streamed = COPIED.withConsume(Duration.ofMillis(1));
    contradicts(streamed, "must be 'layer'");
    contradicts(
        streamed
            .withOrder(ReadOrder.LAYER)
            .withWindowBytes(1 << 20)
            .withPages(DestinationPages.TOUCHED),
        "layer by layer");
  }

  private static void contradicts(LoadSettings settings, String reason) {
    String found = settings.contradiction().orElseThrow();
    assertTrue(found.contains(reason), found);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    refused(() -> COPIED.withReadThreads(0));
    refused(() -> COPIED.withDequantizeThreads(-1));
    refused(() -> COPIED.withChunkBytes(4095));
    refused(() -> COPIED.withChunkBytes((1L << 30) + 1));
    refused(() -> COPIED.withQueueDepth(0));
    refused(() -> COPIED.withWindowBytes(-1));
    refused(() -> COPIED.withConsume(Duration.ofMillis(-1)));
  }

  private static void refused(Runnable change) {
    assertThrows(IllegalArgumentException.class, change::run);
  }
}
