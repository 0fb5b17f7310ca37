package org.lockkeeper.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A caller that writes bytes as it likes, for requests that no decent client would make. */
final class RawDoor implements AutoCloseable {

  private final Socket socket;

  RawDoor(int port, Duration patience) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
  }

  /** Writes; says whether the other side still takes it. */
  boolean write(byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  boolean write(String text) {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether there is something to read. */
  boolean isAnswered() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * The status of the answer; 0 if the other side ended the connection without one.
   *
   * @return empty if it still waits for more when our patience is over
   */
  Optional<Integer> status() {
    try {
      InputStream in = socket.getInputStream();
      String line = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      return Optional.of(line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9)) : 0);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(0);
    }
  }

  /** Everything that comes until the connection ends or nothing more does. */
  String rest() {
    StringBuilder all = new StringBuilder();
    byte[] some = new byte[8192];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.append(new String(some, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      return all.toString();
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
