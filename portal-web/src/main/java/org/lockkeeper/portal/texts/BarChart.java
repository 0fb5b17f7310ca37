package org.lockkeeper.portal.texts;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/** A chart of one row of bars, in the words of Chart.js. Colours come from the style sheet. */
public final class BarChart {

  private BarChart() {}

  /**
   * The description that {@code p:chart} takes.
   *
   * @param counted what is counted, for the vertical axis
   * @param by what the bars stand for, for the horizontal axis
   */
  public static String of(String counted, String by, List<String> labels, List<Long> values) {
    JsonArrayBuilder names = Json.createArrayBuilder();
    labels.forEach(names::add);
    JsonArrayBuilder numbers = Json.createArrayBuilder();
    values.forEach(numbers::add);
    JsonObject chart =
        Json.createObjectBuilder()
            .add("type", "bar")
            .add(
                "data",
                Json.createObjectBuilder()
                    .add("labels", names)
                    .add(
                        "datasets",
                        Json.createArrayBuilder()
                            .add(
                                Json.createObjectBuilder()
                                    .add("label", counted)
                                    .add("data", numbers)
                                    .add("maxBarThickness", 28)
                                    .add("borderRadius", 3))))
            .add(
                "options",
                Json.createObjectBuilder()
                    .add("maintainAspectRatio", false)
                    .add("animation", false)
                    .add(
                        "plugins",
                        Json.createObjectBuilder()
                            .add("legend", Json.createObjectBuilder().add("display", false)))
                    .add(
                        "scales",
                        Json.createObjectBuilder()
                            .add(
                                "x",
                                Json.createObjectBuilder()
                                    .add("title", title(by))
                                    .add("grid", Json.createObjectBuilder().add("display", false)))
                            .add(
                                "y",
                                Json.createObjectBuilder()
                                    .add("title", title(counted))
                                    .add("beginAtZero", true)
                                    .add("ticks", Json.createObjectBuilder().add("precision", 0)))))
            .build();
    return chart.toString();
  }

  private static JsonObject title(String text) {
    return Json.createObjectBuilder().add("display", true).add("text", text).build();
  }
}
