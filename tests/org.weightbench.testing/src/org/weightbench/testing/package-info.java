/**
 * What the tests of all bundles share: real model files, scratch folders and model builders.
 * Nothing here is part of the product.
 */
@NullMarked
package org.weightbench.testing;

import org.jspecify.annotations.NullMarked;
