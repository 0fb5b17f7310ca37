package org.lockkeeper.compliance.audit;

import java.util.regex.Pattern;

/** What a person says before something is done that needs another's yes. */
public final class Grounds {

  private static final int SHORTEST = 10;
  private static final int LONGEST = 300;
  private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 #./_-]{1,39}");

  private Grounds() {}

  /** Whether that is enough to ask with: a reason of 10 to 300 characters, a ticket of 2 to 40. */
  public static boolean given(String reason, String ticket) {
    int length = reason.strip().length();
    return length >= SHORTEST && length <= LONGEST && isTicket(ticket);
  }

  /** Whether that names a ticket: 2 to 40 letters, digits and a few signs. */
  public static boolean isTicket(String text) {
    return TICKET.matcher(text.strip()).matches();
  }
}
