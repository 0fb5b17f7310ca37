package org.lockkeeper.compliance.pack.proofs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.registers.Change;
import org.lockkeeper.compliance.registers.Confirmation;
import org.lockkeeper.compliance.registers.Entry;
import org.lockkeeper.compliance.registers.EntryState;
import org.lockkeeper.compliance.registers.RegisterKind;
import org.lockkeeper.compliance.registers.Registers;
import org.lockkeeper.compliance.registers.files.EvidenceFile;
import org.lockkeeper.compliance.registers.files.EvidenceFiles;
import org.lockkeeper.compliance.registers.files.FileType;
import org.lockkeeper.compliance.registers.releases.Component;
import org.lockkeeper.compliance.registers.releases.Release;
import org.lockkeeper.compliance.registers.releases.Releases;

/** Registers, files and versions in memory, as far as proofs read them. */
final class MemoryRegisters implements Registers, Releases {

  final Map<UUID, Entry> entries = new HashMap<>();
  final Map<RegisterKind, Confirmation> said = new HashMap<>();
  final Files files = new Files();
  final List<Release> releases = new ArrayList<>();

  /** Files, of which only their entry matters. */
  static final class Files implements EvidenceFiles {
    final Set<UUID> of = new HashSet<>();

    @Override
    public void add(EvidenceFile file, byte[] closed) {
      of.add(file.entry());
    }

    @Override
    public List<EvidenceFile> of(UUID entry) {
      return of.contains(entry)
          ? List.of(
              new EvidenceFile(
                  entry,
                  entry,
                  "report.pdf",
                  FileType.PDF,
                  1,
                  "0".repeat(64),
                  LocalDate.EPOCH,
                  entry,
                  Instant.EPOCH))
          : List.of();
    }

    @Override
    public Optional<EvidenceFile> find(UUID id) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> closed(UUID id) {
      return Optional.empty();
    }

    @Override
    public List<EvidenceFile> expiring(LocalDate from, LocalDate until, int most) {
      return List.of();
    }
  }

  /** Enters something; what has a due day after it is told as {@code due} among the details. */
  UUID enter(RegisterKind kind, EntryState state, Instant at, String... details) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < details.length; i += 2) {
      all.put(details[i], details[i + 1]);
    }
    UUID id = UUID.randomUUID();
    entries.put(
        id,
        new Entry(
            id,
            kind,
            id.toString(),
            "Something",
            id,
            state,
            Optional.ofNullable(all.remove("due")).map(LocalDate::parse),
            Optional.ofNullable(all.remove("fix-by")).map(LocalDate::parse),
            all,
            at,
            at,
            1));
    return id;
  }

  /** The same with a file. */
  UUID shown(RegisterKind kind, EntryState state, Instant at, String... details) {
    UUID id = enter(kind, state, at, details);
    files.of.add(id);
    return id;
  }

  /** Changes the state or the due day of an entry. */
  void turn(UUID id, EntryState state, Optional<LocalDate> due) {
    Entry was = find(id).orElseThrow();
    entries.put(
        id,
        new Entry(
            was.id(),
            was.kind(),
            was.key(),
            was.title(),
            was.owner(),
            state,
            due.or(was::due),
            was.fixBy(),
            was.details(),
            was.createdAt(),
            was.changedAt(),
            was.version() + 1));
  }

  /** Says on a day, at its very end, that a register is complete. */
  void confirmed(RegisterKind kind, LocalDate on, int living) {
    confirmed(kind, on.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1), living);
  }

  void confirmed(RegisterKind kind, Instant at, int living) {
    said.put(
        kind,
        new Confirmation(
            UUID.randomUUID(),
            kind,
            at.atZone(ZoneOffset.UTC).toLocalDate(),
            UUID.randomUUID(),
            "Complete.",
            living,
            "",
            at));
  }

  @Override
  public void add(Entry fresh, Change why) {
    entries.put(fresh.id(), fresh);
  }

  @Override
  public boolean save(Entry fresh, Change why) {
    entries.put(fresh.id(), fresh);
    return true;
  }

  @Override
  public void note(Change line) {}

  @Override
  public Optional<Entry> find(UUID id) {
    return Optional.ofNullable(entries.get(id));
  }

  @Override
  public Optional<Entry> hold(UUID id) {
    return find(id);
  }

  @Override
  public List<Entry> list(RegisterKind kind, View view, LocalDate today, int most) {
    return entries.values().stream()
        .filter(entry -> entry.kind() == kind)
        .filter(
            entry ->
                switch (view) {
                  case ALL -> true;
                  case LIVING -> entry.state().living();
                  case OVERDUE -> entry.overdueOn(today);
                  case CLOSED -> !entry.state().living();
                })
        .sorted(Comparator.comparing(Entry::changedAt).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public List<Entry> holdFindings(String tool) {
    return List.of();
  }

  @Override
  public Map<RegisterKind, Count> counts(LocalDate today, LocalDate soon) {
    return Map.of();
  }

  @Override
  public List<Entry> dueBy(LocalDate day, int most) {
    return List.of();
  }

  @Override
  public List<Change> history(UUID entry) {
    return List.of();
  }

  @Override
  public Set<UUID> writers(UUID entry) {
    return Set.of();
  }

  @Override
  public void confirm(Confirmation fresh) {
    said.put(fresh.kind(), fresh);
  }

  @Override
  public List<Confirmation> confirmations(RegisterKind kind, int most) {
    return Optional.ofNullable(said.get(kind)).stream().toList();
  }

  @Override
  public boolean add(Release fresh, List<Component> components) {
    return releases.add(fresh);
  }

  @Override
  public List<Release> newest(int most) {
    return releases.reversed().stream().limit(most).toList();
  }

  @Override
  public Optional<Release> byDigest(String digest) {
    return Optional.empty();
  }

  @Override
  public List<Component> components(UUID release) {
    return List.of();
  }
}
