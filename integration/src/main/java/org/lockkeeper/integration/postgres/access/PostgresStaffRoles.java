package org.lockkeeper.integration.postgres.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.access.StaffRoles;
import org.lockkeeper.integration.postgres.Tenancy;

/** Asks {@code access.role_of_ours}, which tells nothing else. */
@ApplicationScoped
class PostgresStaffRoles implements StaffRoles {

  private final Tenancy tenancy;

  @Inject
  PostgresStaffRoles(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Role> of(UUID account) {
    return tenancy
        .ofNobody()
        .first(
            "select role from access.role_of_ours(?) as role where role is not null",
            row -> Role.valueOf(row.getString(1)),
            account);
  }
}
