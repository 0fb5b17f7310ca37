/** What keeps the house as it is laid out: who may know whom, and what personal data may do. */
@NullMarked
package org.lockkeeper.portal.architecture;

import org.jspecify.annotations.NullMarked;
