package org.lockkeeper.compliance.pack.proofs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lockkeeper.compliance.access.people.Review;
import org.lockkeeper.compliance.access.people.Reviews;
import org.lockkeeper.compliance.access.people.ServiceAccounts;
import org.lockkeeper.compliance.clocks.ClockWall;
import org.lockkeeper.compliance.encryption.KeyInventory;
import org.lockkeeper.compliance.monitoring.AllowedHosts;
import org.lockkeeper.compliance.pack.PackExtract;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.Registers;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.proof.jose.Json;
import org.lockkeeper.retention.BackupRegister;

/** The extracts of registers that go into every pack: ids, dates, states and figures. */
final class OwnExtracts {

  private static final int MOST = 200;

  private OwnExtracts() {}

  /** One of them. */
  private record Extract(String name, Function<Instant, Json> reading) implements PackExtract {
    @Override
    public Json read(Instant now) {
      return reading.apply(now);
    }
  }

  private static Json object(Object... namesAndValues) {
    Map<String, Json> members = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      Optional<?> present = value instanceof Optional<?> maybe ? maybe : Optional.of(value);
      String name = String.valueOf(namesAndValues[i]);
      present.ifPresent(
          known ->
              members.put(
                  name,
                  known instanceof Number number
                      ? new Json.Whole(number.longValue())
                      : new Json.Text(String.valueOf(known))));
    }
    return new Json.Members(members);
  }

  private static <T> Json items(List<T> all, Function<T, Json> one) {
    return new Json.Items(all.stream().map(one).toList());
  }

  /** The clock wall. */
  @ApplicationScoped
  static class Clocks {
    @Produces
    static PackExtract clocks(ClockWall wall) {
      return new Extract(
          "clock-wall",
          now ->
              items(
                  wall.standings(),
                  standing ->
                      object(
                          "clock", standing.rule().name(),
                          "span", standing.rule().span(),
                          "source", standing.rule().source(),
                          "owner", standing.rule().owner(),
                          "state", standing.state(),
                          "last_done_on", standing.lastDone(),
                          "due_on", standing.due())));
    }
  }

  /** Access reviews; the results are signed and have ids only, so they go without their lines. */
  @ApplicationScoped
  static class AccessReviews {
    @Produces
    static PackExtract reviews(Reviews reviews) {
      return new Extract(
          "access-reviews",
          now ->
              items(
                  reviews.newest(12),
                  (Review review) ->
                      object(
                          "id", review.id(),
                          "opened_at", review.openedAt(),
                          "closed_at", review.closedAt(),
                          "lines", reviews.items(review.id()).size(),
                          "signed", review.jws().isPresent() ? "yes" : "no")));
    }
  }

  /** Incidents and drills. */
  @ApplicationScoped
  static class Incidents {
    @Produces
    static PackExtract incidents(FindIncident incidents) {
      return new Extract(
          "incidents",
          now ->
              items(
                  incidents.register(0, MOST),
                  incident ->
                      object(
                          "id", incident.id().value(),
                          "nature", incident.nature(),
                          "kind", incident.kind(),
                          "severity", incident.severity(),
                          "phase", incident.phase().getClass().getSimpleName(),
                          "open_notices",
                              incident.duties().stream().filter(duty -> duty.open()).count(),
                          "late_notices",
                              incident.duties().stream()
                                  .filter(duty -> duty.missedAt().isPresent())
                                  .count())));
    }
  }

  /** Keys without key material. */
  @ApplicationScoped
  static class Keys {
    @Produces
    static PackExtract keys(KeyInventory inventory) {
      return new Extract(
          "keys",
          now ->
              items(
                  inventory.cohorts(MOST),
                  line ->
                      object(
                          "cohort", line.row().cohort(),
                          "state", line.row().state(),
                          "order_keys", line.orderKeys(),
                          "sellers", line.sellers(),
                          "destroyed_at", line.row().confirmedAt())));
    }
  }

  /** Ways in that belong to no person; by their label. */
  @ApplicationScoped
  static class Services {
    @Produces
    static PackExtract services(ServiceAccounts services) {
      return new Extract(
          "service-accounts",
          now ->
              items(
                  services.all(),
                  one ->
                      object(
                          "label", one.label(),
                          "kind", one.kind(),
                          "owned", one.owner().isPresent() ? "yes" : "no",
                          "review_by", one.reviewBy())));
    }
  }

  /** Where the product may call. */
  @ApplicationScoped
  static class Hosts {
    @Produces
    static PackExtract hosts(AllowedHosts hosts) {
      return new Extract("outgoing-hosts", now -> items(hosts.hosts(), Json.Text::new));
    }
  }

  /**
   * What the registers say, as far as answers stand on it: states, days and the digests of files.
   * No titles and no places: a pack is given away. An open weakness is nobody else's to know, so
   * those that live are one line that says how many there are.
   */
  @ApplicationScoped
  static class Entries {

    private static final int OF_EACH = 100;
    private static final List<String> DAYS =
        List.of("done", "found", "fixed", "checked", "definitions", "assessed", "signed");

    @Produces
    static PackExtract entries(Registers registers, EvidenceFiles files) {
      return new Extract(
          "registers",
          now ->
              new Json.Items(
                  Arrays.stream(RegisterKind.values())
                      .flatMap(kind -> lines(kind, Facts.day(now), registers, files))
                      .toList()));
    }

    private static Stream<Json> lines(
        RegisterKind kind, LocalDate today, Registers registers, EvidenceFiles files) {
      boolean told = kind != RegisterKind.VULNERABILITY;
      Stream<Json> each =
          registers
              .list(kind, told ? Registers.View.ALL : Registers.View.CLOSED, today, OF_EACH)
              .stream()
              .map(entry -> entry(entry, files));
      return told ? each : Stream.concat(Stream.of(living(kind, today, registers)), each);
    }

    private static Json living(RegisterKind kind, LocalDate today, Registers registers) {
      int living = registers.list(kind, Registers.View.LIVING, today, Integer.MAX_VALUE).size();
      return object("register", kind.word(), "living", living);
    }

    private static Json entry(Entry entry, EvidenceFiles files) {
      List<Object> said = new ArrayList<>();
      said.addAll(List.of("register", entry.kind().word(), "id", entry.id()));
      said.addAll(List.of("state", entry.state(), "due_on", entry.due(), "fix_by", entry.fixBy()));
      for (String field :
          Stream.concat(DAYS.stream(), Stream.of("severity", "complete")).toList()) {
        said.add(field);
        said.add(Optional.of(entry.detail(field)).filter(text -> !text.isEmpty()));
      }
      said.add("files_sha256");
      said.add(
          Optional.of(
                  files.of(entry.id()).stream()
                      .map(EvidenceFile::sha256)
                      .collect(Collectors.joining(" ")))
              .filter(text -> !text.isEmpty()));
      return object(said.toArray());
    }
  }

  /** Backups and restore drills. */
  @ApplicationScoped
  static class Backups {
    @Produces
    static PackExtract backups(BackupRegister backups) {
      return new Extract(
          "backups",
          now ->
              items(
                  backups.backups(60),
                  backup ->
                      object(
                          "taken_at", backup.takenAt(),
                          "ends_at", backup.endsAt(),
                          "whole", backup.firstWhole() && backup.secondWhole() ? "yes" : "no",
                          "removed_at", backup.removedAt())));
    }
  }
}
