/** Tests on a real database of what the response keeps to itself. */
@NullMarked
package org.lockkeeper.compliance.response;

import org.jspecify.annotations.NullMarked;
