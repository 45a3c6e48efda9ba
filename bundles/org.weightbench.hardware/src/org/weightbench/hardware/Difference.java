package org.weightbench.hardware;

/**
 * One field in which two machines differ.
 *
 * @param field the path of the field in the JSON of a machine, such as {@code
 *     storage[0].devices[0].readAheadKib}
 * @param title the field as people read it, such as 'Memory / Swappiness'
 * @param first the value of the first machine with its unit, 'absent' when it has no such field
 * @param second the same of the second
 */
public record Difference(String field, String title, String first, String second) {}
