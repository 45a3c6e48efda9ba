package org.weightbench.hardware;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component of {@link Machine}'s records is shown: the one place that its title and unit come
 * from, for the tables as for the comparison of two machines.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Titled {

  /** The title of the row; of the section, for a component of {@link Machine} itself. */
  String value();

  /** What the number counts. */
  Unit unit() default Unit.NONE;

  /** Whether the value changes from one moment to the next, so that two machines may differ. */
  boolean momentary() default false;
}
