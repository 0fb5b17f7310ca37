/** Opens for tests on a real database what the disposal keeps to itself. */
@NullMarked
package org.lockkeeper.compliance.disposal;

import org.jspecify.annotations.NullMarked;
