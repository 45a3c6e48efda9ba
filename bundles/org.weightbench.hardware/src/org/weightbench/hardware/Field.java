package org.weightbench.hardware;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.weightbench.os.Capability;

/**
 * One value of a machine with its place and its text, found by walking the records.
 *
 * @param path its place in the JSON, such as {@code storage[0].devices[0].scheduler}
 * @param section title of the section that it belongs to
 * @param title title of its row
 * @param text the value as people read it
 * @param state whether there is a value
 * @param momentary whether it changes from moment to moment
 */
record Field(
    String path,
    String section,
    String title,
    String text,
    Reading.State state,
    boolean momentary) {

  /** All fields of the machine in the order of its records. */
  static List<Field> of(Machine machine) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : Machine.class.getRecordComponents()) {
      String section = titled(component).value();
      Object part = value(component, machine);
      if (part instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          addElement(fields, component.getName(), section, i, list.get(i));
        }
      } else {
        addRecord(fields, component.getName(), section, "", (Record) part);
      }
    }
    return fields;
  }

  /** Whether both have the same value, or both have none for whatever reason. */
  boolean same(Field other) {
    return state == other.state && (state != Reading.State.KNOWN || text.equals(other.text));
  }

  private static void addElement(
      List<Field> fields, String list, String section, int index, Object element) {
    switch (element) {
      case Capability capability ->
          fields.add(
              new Field(
                  list + "[" + capability.name() + "]",
                  section,
                  capability.name(),
                  capability.available()
                      ? "available"
                      : "not available, because " + capability.reason(),
                  Reading.State.KNOWN,
                  false));
      case Record part ->
          addRecord(
              fields,
              list + "[" + index + "]",
              part instanceof Named named ? section + ": " + named.name() : section,
              "",
              part);
      default -> throw new IllegalArgumentException("Not a record of a machine: " + element);
    }
  }

  private static void addRecord(
      List<Field> fields, String path, String section, String titlePrefix, Record part) {
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      Titled titled = titled(component);
      String fieldPath = path + "." + component.getName();
      Reading<?> reading = reading(component, part);
      if (reading.value() instanceof List<?> list && holdsRows(list)) {
        for (int i = 0; i < list.size(); i++) {
          Record element = (Record) list.get(i);
          String name = element instanceof Named named ? named.name() : titled.value() + " " + i;
          addRecord(fields, fieldPath + "[" + i + "]", section, titlePrefix + name + ": ", element);
        }
      } else {
        fields.add(
            new Field(
                fieldPath,
                section,
                titlePrefix + titled.value(),
                text(reading, titled.unit()),
                reading.state(),
                titled.momentary()));
      }
    }
  }

  /** In a file of an older version a field may be missing. */
  private static Reading<?> reading(RecordComponent component, Record part) {
    Object value = value(component, part);
    return value instanceof Reading<?> read
        ? read
        : value == null
            ? Reading.unknown("it was recorded by an older version")
            : Reading.known(value);
  }

  private static boolean holdsRows(List<?> list) {
    return !list.isEmpty()
        && list.getFirst() instanceof Record element
        && !(element instanceof Printable);
  }

  private static String text(Reading<?> reading, Unit unit) {
    Object value = reading.value();
    if (value != null) {
      return text(value, unit);
    }
    return (reading.state() == Reading.State.NONE ? "none" : "unknown")
        + " ("
        + reading.reason()
        + ")";
  }

  private static String text(Object value, Unit unit) {
    return switch (value) {
      case Printable printable -> printable.text();
      case Number number -> unit.text(number);
      case Boolean yes -> yes ? "yes" : "no";
      case List<?> list ->
          list.isEmpty()
              ? "none"
              : list.stream().map(element -> text(element, unit)).collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }

  private static Titled titled(RecordComponent component) {
    Titled titled = component.getAnnotation(Titled.class);
    if (titled == null) {
      throw new IllegalStateException(component + " has no @Titled, so it cannot be shown.");
    }
    return titled;
  }

  private static @Nullable Object value(RecordComponent component, Record part) {
    try {
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The accessor of " + component + " failed.", e);
    }
  }
}
