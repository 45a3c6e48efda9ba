package org.weightbench.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTypeTest {

  @ParameterizedTest
  @EnumSource(TensorType.class)
  void a_type_is_found_by_its_id_and_by_its_name(TensorType type) {
    assertEquals(Optional.of(type), TensorType.byId(type.id()));
    assertEquals(Optional.of(type), TensorType.byName(type.name().toLowerCase(Locale.ROOT)));
    assertEquals(Optional.empty(), TensorType.removedName(type.id()));
  }

  @Test
  void every_id_up_to_the_last_is_a_type_or_was_removed() {
    int last = TensorType.values()[TensorType.values().length - 1].id();
    for (int id = 0; id <= last; id++) {
      assertTrue(
          TensorType.byId(id).isPresent() != TensorType.removedName(id).isPresent(), "id " + id);
    }
    assertEquals(Optional.empty(), TensorType.byId(last + 1));
    assertEquals(Optional.empty(), TensorType.byId(-1));
    assertEquals(Optional.empty(), TensorType.byName("Q4_K_M"));
  }

  @Test
  void bytes_are_exact_or_refused() {
    assertEquals(144 * 3, TensorType.Q4_K.bytesFor(256 * 3));
    assertEquals(0, TensorType.Q4_K.bytesFor(0));
    long most = Long.MAX_VALUE / 256 * 256;
    assertEquals(most / 256 * 144, TensorType.Q4_K.bytesFor(most));
    assertThrows(IllegalArgumentException.class, () -> TensorType.Q4_K.bytesFor(255));
    assertThrows(IllegalArgumentException.class, () -> TensorType.Q4_K.bytesFor(-256));
    assertThrows(ArithmeticException.class, () -> TensorType.F64.bytesFor(1L << 60));
  }
}
