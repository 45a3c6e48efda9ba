package org.weightbench.load;

/**
 * Names the content of delivered tensors: equal for every strategy, thread count and chunk size.
 *
 * @param hex SHA-256 in lower-case hexadecimal digits over, for each tensor in the order of the UTF-8
 *     bytes of its name: the name, a zero byte, the name of the delivered type, a zero byte, the
 *     SHA-256 of the tensor's bytes
 */
public record ContentHash(String hex) {}
