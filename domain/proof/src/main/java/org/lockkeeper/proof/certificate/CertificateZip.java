package org.lockkeeper.proof.certificate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.lockkeeper.proof.jose.Malformed;

/**
 * The ZIP of a certificate, in one form: the files in the order of their names, stored and not
 * compressed, without times, comments or extra fields. So the same files always are the same bytes,
 * and reading unpacks nothing that could grow. Whatever else a ZIP may be is refused; nothing is
 * written to a disk, and a name is never a path.
 */
public final class CertificateZip {

  /** The longest ZIP that is read, in bytes. */
  public static final int LONGEST = 256 << 20;

  /** The most files that are read. */
  static final int MOST_FILES = 32;

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int CENTRAL_LENGTH = 46;
  private static final int END_LENGTH = 22;
  private static final short VERSION = 10;

  /** The first day that a ZIP knows, 1 January 1980. */
  private static final short DAY = 0x21;

  private CertificateZip() {}

  /** Writes it. */
  public static byte[] write(Map<String, byte[]> files) {
    List<byte[]> heads = new ArrayList<>();
    List<byte[]> central = new ArrayList<>();
    List<byte[]> parts = new ArrayList<>();
    int at = 0;
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      byte[] name = file.getKey().getBytes(StandardCharsets.US_ASCII);
      byte[] head = local(name, file.getValue());
      heads.add(head);
      parts.add(head);
      parts.add(file.getValue());
      central.add(central(name, file.getValue(), at));
      at += head.length + file.getValue().length;
    }
    int length = central.stream().mapToInt(entry -> entry.length).sum();
    parts.addAll(central);
    parts.add(end(heads.size(), length, at));
    ByteBuffer out = ByteBuffer.allocate(at + length + END_LENGTH);
    parts.forEach(out::put);
    return out.array();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] local(byte[] name, byte[] data) {
    ByteBuffer head = little(LOCAL_LENGTH + name.length).putInt(LOCAL);
    return common(head, name, data).putShort((short) 0).put(name).array();
  }

  /** Version, flags, method, time, date, checksum, lengths, length of the name. */
  private static ByteBuffer common(ByteBuffer to, byte[] name, byte[] data) {
    CRC32 sum = new CRC32();
    sum.update(data);
    return to.putShort(VERSION)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(DAY)
        .putInt((int) sum.getValue())
        .putInt(data.length)
        .putInt(data.length)
        .putShort((short) name.length);
  }

  private static byte[] central(byte[] name, byte[] data, int at) {
    ByteBuffer entry = little(CENTRAL_LENGTH + name.length).putInt(CENTRAL).putShort(VERSION);
    return common(entry, name, data)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(0)
        .putInt(at)
        .put(name)
        .array();
  }

  private static byte[] end(int files, int length, int at) {
    return little(END_LENGTH)
        .putInt(END)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) files)
        .putShort((short) files)
        .putInt(length)
        .putInt(at)
        .putShort((short) 0)
        .array();
  }

  /**
   * Reads it.
   *
   * @return the files by their names
   * @throws Malformed unless {@link #write} would have written exactly these bytes
   */
  public static Map<String, byte[]> read(byte[] zip) {
    if (zip.length > LONGEST) {
      throw new Malformed("the ZIP is larger than a certificate's can be");
    }
    ByteBuffer in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, byte[]> files = new TreeMap<>();
    while (in.remaining() >= LOCAL_LENGTH && in.getInt(in.position()) == LOCAL) {
      if (files.size() == MOST_FILES) {
        throw new Malformed("the ZIP has more files than a certificate's has");
      }
      int at = in.position();
      if (in.getShort(at + 6) != 0 || in.getShort(at + 8) != 0) {
        throw new Malformed(
            "the ZIP is compressed, encrypted or written by another program: take it as it was"
                + " downloaded");
      }
      long length = in.getInt(at + 22) & 0xffffffffL;
      int named = in.getShort(at + 26) & 0xffff;
      if (named == 0 || named > 64 || length > in.remaining() - LOCAL_LENGTH - named) {
        throw new Malformed("the ZIP ends too early");
      }
      byte[] name = new byte[named];
      in.get(at + LOCAL_LENGTH, name);
      byte[] data = new byte[(int) length];
      in.get(at + LOCAL_LENGTH + named, data);
      String path = new String(name, StandardCharsets.US_ASCII);
      if (!path.matches("(?:[a-z]{1,16}/)?[A-Za-z][A-Za-z-]{0,30}\\.[a-z-]{1,16}")) {
        throw new Malformed("a file of the ZIP has a name that leads elsewhere");
      }
      if (files.put(path, data) != null) {
        throw new Malformed("the ZIP has the file " + path + " twice");
      }
      in.position(at + LOCAL_LENGTH + named + data.length);
    }
    if (files.isEmpty() || !Arrays.equals(write(files), zip)) {
      throw new Malformed("it is not a ZIP as it was downloaded");
    }
    return files;
  }
}
