package org.lockkeeper.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs of bytes that are looked for in files: sealed fields, wrapped keys. */
final class Traces {

  private static final int LEAST = 16;

  private final Map<Long, List<byte[]>> byBeginning = new HashMap<>();
  private int size;

  /** Takes a run of bytes; one shorter than 16 would be found by chance and is not taken. */
  void add(byte[] bytes) {
    if (bytes.length >= LEAST) {
      byBeginning.computeIfAbsent(eight(bytes, 0), key -> new ArrayList<>()).add(bytes);
      size++;
    }
  }

  int size() {
    return size;
  }

  /** How often any of them stands in the files of a folder. */
  long in(Path folder) throws IOException {
    long found = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found += in(Files.readAllBytes(file));
      }
    }
    return found;
  }

  private long in(byte[] hay) {
    if (hay.length < LEAST || byBeginning.isEmpty()) {
      return 0;
    }
    long found = 0;
    long window = eight(hay, 0) >>> 8;
    for (int at = 0; at + 8 <= hay.length; at++) {
      window = window << 8 | (hay[at + 7] & 0xffL);
      List<byte[]> candidates = byBeginning.get(window);
      if (candidates != null) {
        for (byte[] bytes : candidates) {
          if (stands(bytes, hay, at)) {
            found++;
          }
        }
      }
    }
    return found;
  }

  private static boolean stands(byte[] bytes, byte[] hay, int at) {
    if (at + bytes.length > hay.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (hay[at + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static long eight(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at + i] & 0xffL);
    }
    return value;
  }
}
