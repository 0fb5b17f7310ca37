package org.lockkeeper.compliance.registers.releases;

import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.compliance.registers.files.BoundedJson;
import org.lockkeeper.compliance.registers.files.UploadCheck;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Enters what a version is made of, each version once (R-41). */
@UseCase
public class RecordRelease {

  private static final System.Logger LOG = System.getLogger(RecordRelease.class.getName());
  private static final Actor.Task TASK = new Actor.Task("record-release");
  private static final int MOST = 5_000;
  private static final int SHOWN = 20;

  private final Releases releases;
  private final AuditTrail audit;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public RecordRelease(Releases releases, AuditTrail audit, Ids ids, Clock clock) {
    this.releases = releases;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is another in a version than in the one before it.
   *
   * @param added components that were not there in that version
   * @param removed components that were, and are not
   */
  public record Difference(
      Release release,
      Optional<Release> before,
      List<Component> components,
      List<Component> added,
      List<Component> removed) {}

  /**
   * Enters a version by its bill of materials.
   *
   * @param bill CycloneDX as JSON
   * @return whether it was new
   */
  public boolean of(byte[] bill) {
    JsonNode root;
    try {
      root = BoundedJson.tree(bill);
    } catch (JacksonException e) {
      LOG.log(Level.WARNING, "release.bill-unreadable");
      return false;
    }
    if (!root.path("bomFormat").asString("").equals("CycloneDX")) {
      LOG.log(Level.WARNING, "release.bill-unreadable");
      return false;
    }
    List<Component> components = components(root);
    String digest = digest(components);
    if (releases.byDigest(digest).isPresent()) {
      return false;
    }
    String version = root.at("/metadata/component/version").asString("?");
    Release fresh =
        new Release(
            ids.next(),
            version.length() > 80 ? version.substring(0, 80) : version,
            digest,
            components.size(),
            clock.instant());
    if (!releases.add(fresh, components)) {
      return false;
    }
    audit.record(
        SellerId.PLATFORM,
        TASK,
        "release.recorded",
        "release:" + fresh.id(),
        Map.of(
            "version",
            fresh.version(),
            "sha256",
            digest,
            "components",
            Integer.toString(fresh.components())));
    return true;
  }

  private static List<Component> components(JsonNode root) {
    Map<String, Component> once = new TreeMap<>();
    for (JsonNode each : root.path("components")) {
      String group = each.path("group").asString("");
      String part = (group.isEmpty() ? "" : group + ":") + each.path("name").asString("?");
      String version = each.path("version").asString("");
      String purl = cut(each.path("purl").asString(part + "@" + version), 500);
      if (once.size() < MOST) {
        once.put(purl, new Component(purl, cut(part, 300), cut(version, 100), licence(each)));
      }
    }
    return List.copyOf(once.values());
  }

  private static String licence(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : component.path("licenses")) {
      String name =
          each.at("/license/id")
              .asString(each.at("/license/name").asString(each.path("expression").asString("")));
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return cut(String.join(", ", names), 300);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static String digest(List<Component> components) {
    StringBuilder text = new StringBuilder();
    components.forEach(each -> text.append(each.purl()).append('\n'));
    return UploadCheck.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The versions, the newest first. */
  public List<Release> newest() {
    return releases.newest(SHOWN);
  }

  /** The newest version and what is another in it; empty if none was started with its bill. */
  public Optional<Difference> latest() {
    List<Release> all = releases.newest(2);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Release release = all.getFirst();
    Optional<Release> before = all.stream().skip(1).findFirst();
    List<Component> now = releases.components(release.id());
    List<Component> then =
        before.map(former -> releases.components(former.id())).orElseGet(List::of);
    return Optional.of(
        new Difference(
            release,
            before,
            now,
            before.isEmpty() ? List.of() : without(now, then),
            without(then, now)));
  }

  private static List<Component> without(List<Component> these, List<Component> those) {
    List<String> purls = those.stream().map(Component::purl).toList();
    return these.stream().filter(each -> !purls.contains(each.purl())).toList();
  }
}
