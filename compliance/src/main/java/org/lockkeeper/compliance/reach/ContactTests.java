package org.lockkeeper.compliance.reach;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.encryption.Opaque;

/** All tests of contacts; one at most is planned or under way. In the caller's transaction. */
public interface ContactTests {

  /** Makes changes wait for each other until the transaction ends. */
  void serialize();

  /** The one that is planned or under way. */
  Optional<ContactTest> open();

  Optional<ContactTest> find(UUID id);

  /** The newest ended ones, the newest first. */
  List<ContactTest> ended(int most);

  void add(ContactTest fresh);

  void save(ContactTest changed);

  /** Keeps the digest of the code that a person was mailed; an earlier one opens nothing more. */
  void code(UUID id, Who who, Opaque digest);

  /** Whose code that is, of the test that is under way. */
  Optional<Who> whose(Opaque digest);

  /** Which of the two. */
  enum Who {
    CONTACT,
    DEPUTY
  }
}
