package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import org.lockkeeper.compliance.access.AccessPolicy;
import org.lockkeeper.compliance.access.FieldGroup;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.Sight;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/** {@code /admin/roles}: which role sees and may do what, as the policy in force says. */
@Named
@RequestScoped
public class Roles {

  private final AccessPolicy policy;
  private final PeopleWords words;
  private final Texts texts;
  private final Times times;

  @Inject
  Roles(AccessPolicy policy, PeopleWords words, Texts texts, Times times) {
    this.policy = policy;
    this.words = words;
    this.texts = texts;
    this.times = times;
  }

  /** One field of the matrix. */
  public record Field(String label, String look) {}

  /** One row of the matrix. */
  public record Row(String label, List<Field> fields) {}

  /** The day of the edition. */
  public String edition() {
    return times.day(policy.edition());
  }

  /** The roles, as the heads of the columns. */
  public List<String> roles() {
    return Arrays.stream(Role.values()).map(words::role).toList();
  }

  /** How each role sees each group of fields. */
  public List<Row> groups() {
    return Arrays.stream(FieldGroup.values())
        .map(
            group ->
                new Row(
                    texts.get("admin.roles.group." + PeopleWords.word(group)),
                    Arrays.stream(Role.values())
                        .map(role -> field(policy.sight(role, group)))
                        .toList()))
        .toList();
  }

  private Field field(Sight sight) {
    return new Field(
        texts.get("admin.roles.sight." + PeopleWords.word(sight)),
        switch (sight) {
          case FULL -> "delivered";
          case MASKED -> "routed";
          case NONE -> "cancelled";
        });
  }

  /** What each role may do. */
  public List<Row> permissions() {
    return Arrays.stream(Permission.values())
        .map(
            permission ->
                new Row(
                    texts.get("admin.roles.permission." + PeopleWords.word(permission)),
                    Arrays.stream(Role.values())
                        .map(
                            role ->
                                policy.may(role, permission)
                                    ? new Field(texts.get("admin.roles.message.yes"), "delivered")
                                    : new Field(texts.get("admin.roles.message.no"), "cancelled"))
                        .toList()))
        .toList();
  }
}
