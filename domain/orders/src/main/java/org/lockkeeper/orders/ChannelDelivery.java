package org.lockkeeper.orders;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.kernel.PersonalData;

/** A webhook as it came in: header lines and the raw bytes that the signature covers. */
@PersonalData
public final class ChannelDelivery {

  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param body not copied, since it may be large; the caller hands it over
   */
  public ChannelDelivery(Map<String, String> headers, byte[] body) {
    TreeMap<String, String> folded = new TreeMap<>();
    headers.forEach((name, value) -> folded.put(name.toLowerCase(Locale.ROOT), value));
    this.headers = folded;
    this.body = body;
  }

  /** The first value of a header, by its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The raw bytes; not to be changed. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return "ChannelDelivery[" + body.length + " bytes]";
  }
}
