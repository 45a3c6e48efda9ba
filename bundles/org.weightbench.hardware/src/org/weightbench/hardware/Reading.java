package org.weightbench.hardware;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked for on a machine: known with its value, known to be absent (no limit
 * set, no swap), or unknown, the latter two with the reason.
 *
 * <p>In JSON: {@code {"state": "UNKNOWN", "value": null, "reason": "/proc/meminfo does not
 * exist"}}.
 *
 * @param state whether there is a value
 * @param value the value if, and only if, the state is {@link State#KNOWN}; prefer {@link #find()}
 * @param reason why there is no value, without a final full stop; empty when the value is known
 * @param <T> a string, number, boolean, record, or a list of these
 */
public record Reading<T>(State state, @Nullable T value, String reason) {
  /** Why a file of an older version has no value. */
  static final String OLDER = "the version that read it did not ask";

  /** Whether there is a value. */
  public enum State {
    /** The value was read. */
    KNOWN,
    /** It was read that there is no such thing. */
    NONE,
    /** It could not be read. */
    UNKNOWN
  }

  /**
   * @throws IllegalArgumentException when the value and the state contradict each other
   */
  public Reading {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    if ((value != null) != (state == State.KNOWN)) {
      throw new IllegalArgumentException(
          "A reading that is " + state + " cannot have the value " + value + ".");
    }
    if (reason.isEmpty() != (state == State.KNOWN)) {
      throw new IllegalArgumentException(
          "A reading that is " + state + " cannot have the reason '" + reason + "'.");
    }
  }

  /** The value was read. */
  public static <T> Reading<T> known(T value) {
    return new Reading<>(State.KNOWN, value, "");
  }

  /** There is no such thing, as the reason says: 'no limit is set'. */
  public static <T> Reading<T> none(String reason) {
    return new Reading<>(State.NONE, null, reason);
  }

  /** It could not be read, for this reason. */
  public static <T> Reading<T> unknown(String reason) {
    return new Reading<>(State.UNKNOWN, null, reason);
  }

  /** The value, when it is known. */
  public Optional<T> find() {
    return Optional.ofNullable(value);
  }

  /** The value, or what stands for it when it is absent or unknown. */
  public T orElse(T other) {
    return value == null ? other : value;
  }

  /** Converts a known value; an absent or unknown one keeps its reason. */
  public <R> Reading<R> map(Function<? super T, ? extends R> conversion) {
    return value == null ? new Reading<>(state, null, reason) : known(conversion.apply(value));
  }

  /** Goes on from a known value to a further reading; otherwise the reason stays. */
  public <R> Reading<R> flatMap(Function<? super T, Reading<R>> next) {
    return value == null ? new Reading<>(state, null, reason) : next.apply(value);
  }

  /** Asks another source when this one does not know; if neither does, both reasons are given. */
  public Reading<T> or(Supplier<Reading<T>> other) {
    if (state != State.UNKNOWN) {
      return this;
    }
    Reading<T> second = other.get();
    return second.state != State.UNKNOWN || second.reason.equals(reason)
        ? second
        : unknown(reason + "; " + second.reason);
  }
}
