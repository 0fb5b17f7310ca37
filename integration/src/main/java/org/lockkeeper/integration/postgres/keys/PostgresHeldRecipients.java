package org.lockkeeper.integration.postgres.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockkeeper.compliance.encryption.Cohort;
import org.lockkeeper.compliance.encryption.HeldRecipients;
import org.lockkeeper.compliance.encryption.Opaque;
import org.lockkeeper.compliance.encryption.OrderKeys;
import org.lockkeeper.integration.postgres.Sql;
import org.lockkeeper.integration.postgres.Tenancy;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/**
 * What is stored of buyers beside what the audit log last said, in one statement: between two of
 * them an order could change.
 */
@ApplicationScoped
class PostgresHeldRecipients implements HeldRecipients {

  private static final JsonProvider JSON = JsonProvider.provider();

  private static final List<String> FIELDS = List.of("name", "address", "phone", "email", "masked");

  private static final String PAGE =
      """
      with asked as (select ?::uuid as seller, ?::uuid as after, ?::integer as most),
      held as (
        select id from (
          (select id from orders.sales_order
           where seller_id = (select seller from asked) and id > (select after from asked)
             and (num_nonnulls(sealed_name, sealed_address, sealed_phone, sealed_email,
                               sealed_masked) > 0
               or (stripped_at is null and recipient_version is not null))
           order by id limit (select most from asked))
          union
          (select order_id from keys.order_key where seller_id = (select seller from asked) and order_id > (select after from asked)
           order by order_id limit (select most from asked))
          union
          (select distinct order_id from keys.look_up_token
           where seller_id = (select seller from asked) and order_id > (select after from asked) order by order_id limit (select most from asked))) every
        order by id limit (select most from asked))
      select h.id, o.recipient_version, o.sealed_name, o.sealed_address, o.sealed_phone,
        o.sealed_email, o.sealed_masked, o.stripped_at,
        k.cohort, k.seller_key_id, k.wrapped, k.commitment, k.key_version, k.revision,
        (select count(*) from keys.look_up_token t
         where t.seller_id = (select seller from asked) and t.order_id = h.id) as tokens,
        last.action, last.facts::text as facts, coalesce(highest.version, 0) as highest
      from held h
      left join orders.sales_order o on o.seller_id = (select seller from asked) and o.id = h.id
      left join keys.order_key k on k.seller_id = (select seller from asked) and k.order_id = h.id
      left join lateral (
        select e.action, e.facts from audit.audit_event e
        where e.seller_id = (select seller from asked) and e.object = 'order:' || h.id
          and e.action in ('recipient.sealed', 'recipient.rekeyed', 'recipient.stripped')
        order by e.at desc, e.id desc limit 1) last on true
      left join lateral (
        select max((e.facts ->> 'version')::integer) as version from audit.audit_event e
        where e.seller_id = (select seller from asked) and e.object = 'order:' || h.id
          and e.action in ('recipient.sealed', 'recipient.rekeyed')) highest on true
      order by h.id
      """;

  private final Tenancy tenancy;

  @Inject
  PostgresHeldRecipients(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public List<Held> page(SellerId seller, OrderId after, int most) {
    return tenancy.seeingAll(
        seller,
        sql -> sql.list(PAGE, row -> held(seller, row), seller.value(), after.value(), most));
  }

  private static Held held(SellerId seller, ResultSet row) throws SQLException {
    OrderId order = new OrderId(Sql.uuid(row, "id"));
    Map<String, Opaque> fields = new HashMap<>();
    for (String field : FIELDS) {
      byte[] bytes = row.getBytes("sealed_" + field);
      if (bytes != null) {
        fields.put(field, new Opaque(bytes));
      }
    }
    int version = row.getInt("recipient_version");
    Optional<Integer> named = row.wasNull() ? Optional.empty() : Optional.of(version);
    Optional<String> action = Sql.optionalText(row, "action");
    return new Held(
        order,
        Sql.optionalInstant(row, "stripped_at"),
        named,
        fields,
        key(seller, order, row),
        row.getLong("tokens"),
        action.isEmpty()
            ? Optional.empty()
            : Optional.of(new Last(action.get(), facts(row.getString("facts")))),
        row.getInt("highest"));
  }

  private static Optional<OrderKeys.Row> key(SellerId seller, OrderId order, ResultSet row)
      throws SQLException {
    Optional<String> cohort = Sql.optionalText(row, "cohort");
    return cohort.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OrderKeys.Row(
                seller,
                order,
                Cohort.parse(cohort.get()),
                Sql.uuid(row, "seller_key_id"),
                new Opaque(row.getBytes("wrapped")),
                new Opaque(row.getBytes("commitment")),
                row.getInt("key_version"),
                row.getInt("revision")));
  }

  private static Map<String, String> facts(String json) {
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      JsonObject object = reader.readObject();
      Map<String, String> facts = new HashMap<>();
      object.forEach((name, value) -> facts.put(name, ((JsonString) value).getString()));
      return facts;
    }
  }
}
