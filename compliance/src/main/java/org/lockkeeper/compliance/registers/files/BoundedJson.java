package org.lockkeeper.compliance.registers.files;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON of others within limits: at most 64 levels, two million parts, 16 MiB, and texts of
 * 200,000 characters. What is beyond is no JSON.
 */
public final class BoundedJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxTokenCount(2_000_000)
                  .maxDocumentLength(16L * 1024 * 1024)
                  .maxStringLength(200_000)
                  .maxNameLength(1_000)
                  .maxNumberLength(100)
                  .build())
          .build();
  private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private BoundedJson() {}

  static JsonFactory factory() {
    return FACTORY;
  }

  /**
   * The whole text as a tree.
   *
   * @throws tools.jackson.core.JacksonException if it is none, or beyond the limits
   */
  public static JsonNode tree(byte[] content) {
    return MAPPER.readTree(content);
  }
}
