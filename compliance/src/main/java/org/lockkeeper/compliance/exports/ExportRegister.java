package org.lockkeeper.compliance.exports;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.UseCase;

/** The exports of all sellers for those who watch over them: never what is in a file. */
@UseCase
public class ExportRegister {

  private final Exports exports;
  private final ExportRight right;

  @Inject
  ExportRegister(Exports exports, ExportRight right) {
    this.exports = exports;
    this.right = right;
  }

  /** An export and the name of who asked. */
  public record Line(Export export, String person) {}

  /** Where they are, newest first. */
  public List<Exports.Place> places(int most, int offset) {
    return exports.register(most, offset);
  }

  /** One of them. */
  public Optional<Line> one(Exports.Place place) {
    return exports
        .find(place.seller(), place.export())
        .map(
            it ->
                new Line(
                    it,
                    right.names(it.seller()).getOrDefault(it.account(), it.account().toString())));
  }
}
