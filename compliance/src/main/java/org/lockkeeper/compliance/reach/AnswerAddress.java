package org.lockkeeper.compliance.reach;

import java.net.URI;

/** Where somebody answers who is asked whether they can be reached. */
public interface AnswerAddress {

  /** The public page, with the code where no server is told of it. */
  URI withCode(String code);
}
