package org.lockkeeper.credentials;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;

/**
 * Where sellers open their account on one platform to us: one bean for each platform, in the
 * platform's own package. Speaks OAuth 2 as the platform does (RFC 6749, with its traps).
 *
 * <p>Calls that go out throw {@link PlatformTrouble}; {@code UNAUTHORIZED} means that the seller's
 * grant is gone, {@code REFUSED} that our own application was refused.
 */
public interface AuthorizationServer {

  Platform platform();

  /** The rights that we ask for; no more than our purposes need. */
  List<Scope> scopes();

  /** What a seller has to say before they can be sent to the platform. */
  Question question();

  /**
   * The account that the seller named with the answer, in the platform's words; empty if the answer
   * names none. What comes back for another account is refused before any code is exchanged.
   *
   * @throws UnusableAnswer if the answer should name an account and does not
   */
  default Optional<String> account(String answer) {
    return question().kind() == Question.Kind.ACCOUNT
        ? Optional.of(answer.strip().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** What to answer to the {@link #question} so that a known grant is authorised again. */
  default String answerOf(Authorization.Snapshot grant) {
    return question().kind() == Question.Kind.ACCOUNT
        ? grant.account()
        : grant.details().getOrDefault(ANSWER, "");
  }

  /** The name of the detail of a grant under which an answer that was chosen may be kept. */
  String ANSWER = "answer";

  /**
   * The address of the platform's consent page.
   *
   * @param answer to the {@link #question}; empty text if nothing is asked
   * @param state to come back unchanged
   * @param callback where the platform sends the browser back to
   * @throws UnusableAnswer if nobody can be sent anywhere with that answer
   */
  URI consent(String answer, String state, URI callback);

  /**
   * Reads what the browser came back with; checks what the platform signs. No call goes out.
   *
   * @param query the parameters, decoded, each once
   */
  Callback read(Map<String, String> query);

  /**
   * Exchanges the code. At most once: a code that was shown twice is burnt.
   *
   * @param answer what the seller had answered to the {@link #question}
   * @throws UnusableAnswer if what the seller opened is none, or more than one, of what the answer
   *     names
   */
  Grant exchange(SellerId seller, String answer, Callback.Agreed agreed, URI callback);

  /**
   * Buys an access token with the lasting secret. For {@link TokenStyle#REPLACED} the answer holds
   * the successor of {@code lasting}, which must be stored before anything of it is used.
   */
  Tokens renew(Authorization.Snapshot grant, Secret lasting);

  /** One harmless call with the token; returns if the platform serves it. */
  void test(Authorization.Snapshot grant, Secret access);

  /**
   * Ends the grant at the platform.
   *
   * @return false if the platform offers no way, so that the seller has to do it there
   */
  boolean end(Authorization.Snapshot grant, Secret access);

  /**
   * One harmless call with an application secret that is not in use yet; returns if the platform
   * takes it.
   */
  void testApplication(Secret applicationSecret);

  /**
   * What a seller has to say first.
   *
   * @param kind what form the answer has
   * @param choices the answers to choose from; empty unless {@code CHOICE}
   */
  record Question(Kind kind, List<String> choices) {

    /** What form the answer has. */
    public enum Kind {
      NOTHING,
      /** The name of the account, such as a shop's domain. */
      ACCOUNT,
      /** One of a list, such as a region. */
      CHOICE
    }

    public Question {
      choices = List.copyOf(choices);
    }
  }

  /** The seller's answer names no account on this platform. */
  final class UnusableAnswer extends RuntimeException {
    public UnusableAnswer() {
      super("the answer names no account on this platform");
    }
  }
}
