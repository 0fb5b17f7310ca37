package org.lockkeeper.sandbox;

import graphql.execution.RawVariables;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.normalized.ExecutableNormalizedField;
import graphql.normalized.ExecutableNormalizedOperation;
import graphql.normalized.ExecutableNormalizedOperationFactory;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query costs, in Shopify's points: nothing for a plain value, 1 for an object, 2 and as
 * many times the content as was asked for a connection, 10 for a mutation.
 */
final class GraphCost {

  static final double MOST_AT_ONCE = 1000;

  private static final int MUTATION = 10;
  private static final int CONNECTION = 2;

  private GraphCost() {}

  /** What the query may cost at most, and the names it goes by. */
  record Estimate(int points, List<String> rootFields) {}

  static Estimate of(
      GraphQLSchema schema,
      Document document,
      @Nullable String name,
      Map<String, Object> variables) {
    ExecutableNormalizedOperation operation =
        ExecutableNormalizedOperationFactory.createExecutableNormalizedOperationWithRawVariables(
            schema, document, name, RawVariables.of(variables));
    int points = 0;
    for (ExecutableNormalizedField field : operation.getTopLevelFields()) {
      points +=
          operation.getOperation() == OperationDefinition.Operation.MUTATION
              ? MUTATION
              : cost(field);
    }
    return new Estimate(
        points,
        operation.getTopLevelFields().stream()
            .map(ExecutableNormalizedField::getFieldName)
            .distinct()
            .toList());
  }

  /** What an answer cost in fact: the objects in it, 10 for each part of a mutation. */
  static int actual(@Nullable Object data, boolean mutation) {
    if (data instanceof Map<?, ?> map) {
      return mutation
          ? MUTATION * map.size()
          : map.values().stream().mapToInt(GraphCost::objects).sum();
    }
    return 0;
  }

  private static int cost(ExecutableNormalizedField field) {
    if (field.getChildren().isEmpty()) {
      return 0;
    }
    int content = field.getChildren().stream().mapToInt(GraphCost::cost).sum();
    Object most = field.getResolvedArguments().get("first");
    if (most == null) {
      most = field.getResolvedArguments().get("last");
    }
    if (most instanceof Integer times) {
      return CONNECTION + times * Math.max(1, content);
    }
    boolean insideConnection =
        field.getFieldName().equals("nodes")
            || field.getFieldName().equals("edges")
            || field.getFieldName().equals("pageInfo");
    return (insideConnection ? 0 : 1) + content;
  }

  private static int objects(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return 1 + map.values().stream().mapToInt(GraphCost::objects).sum();
    }
    if (value instanceof List<?> list) {
      return list.stream().mapToInt(GraphCost::objects).sum();
    }
    return 0;
  }
}
