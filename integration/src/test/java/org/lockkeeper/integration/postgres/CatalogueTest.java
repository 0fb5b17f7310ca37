package org.lockkeeper.integration.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema promises, read from the database's own catalogue. */
class CatalogueTest {

  private static final String TENANT_TABLES =
      """
      select c.oid, c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id'
      where c.relkind in ('r', 'p') and n.nspname not like 'pg_%'
      """;

  /** Every personal column, and who lets go of it. */
  private static final List<String> ERASED =
      List.of(
          "keys.look_up_token.token integer",
          "orders.sales_order.sealed_address bytea",
          "orders.sales_order.sealed_email bytea",
          "orders.sales_order.sealed_masked bytea",
          "orders.sales_order.sealed_name bytea",
          "orders.sales_order.sealed_phone bytea");

  private static List<String> ask(String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  @Test
  void every_table_of_sellers_has_forced_row_security() throws SQLException {
    assertThat(ask("select name from (" + TENANT_TABLES + ") t")).hasSizeGreaterThan(10);
    assertThat(
            ask(
                "select name from ("
                    + TENANT_TABLES
                    + ") t where not relrowsecurity or not relforcerowsecurity"))
        .isEmpty();
  }

  @Test
  void every_table_of_sellers_lets_the_portal_read_and_write_the_rows_of_one() throws SQLException {
    assertThat(
            ask(
                "select name from ("
                    + TENANT_TABLES
                    + """
                    ) t where not exists (
                      select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*'
                        and p.polpermissive
                        and p.polroles = array[(select oid from pg_roles
                                                where rolname = 'lockkeeper_portal')]
                        and pg_get_expr(p.polqual, p.polrelid) like '%seller_id = %current_seller%'
                        and pg_get_expr(p.polwithcheck, p.polrelid)
                          like '%seller_id = %current_seller%')
                    """))
        .isEmpty();
  }

  @Test
  void what_else_the_portal_may_read_is_one_row_that_it_names() throws SQLException {
    assertThat(
            ask(
                """
                select p.polname || ' on ' || p.polrelid::regclass || ' for ' || p.polcmd::text
                from pg_policy p where p.polname not in ('of_the_seller', 'of_the_platform')
                  and p.polpermissive
                  and (select oid from pg_roles where rolname = 'lockkeeper_portal') = any (p.polroles)
                order by 1
                """))
        .containsExactly(
            "behind_the_endpoint on credentials.grant_of_seller for r",
            "behind_the_endpoint on credentials.webhook_endpoint for r",
            "of_the_account on access.account for r",
            "of_the_account on credentials.grant_of_seller for r",
            "of_the_code on retention.certificate_link for r",
            "of_the_invitation on access.invitation for r",
            "of_the_login on access.account for r",
            "of_the_reset on access.password_reset for r",
            "of_the_session on access.session for r");
    assertThat(ask("select polname from pg_policy where 0 = any (polroles)")).isEmpty();
  }

  @Test
  void every_table_of_incidents_is_behind_the_wall_of_the_platform_or_of_a_seller()
      throws SQLException {
    assertThat(
            ask(
                """
                select c.oid::regclass::text from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname = 'incidents'
                  and not (c.relrowsecurity and c.relforcerowsecurity
                    and (select array_agg(p.polname::text) from pg_policy p where p.polrelid = c.oid
                        and p.polname not like 'for_disposal%' and p.polname <> 'for_counting'
                        and p.polpermissive)
                      in (array['of_the_platform'], array['of_the_seller']))
                """))
        .isEmpty();
    assertThat(
            ask(
                """
                select distinct pg_get_expr(polqual, polrelid) = pg_get_expr(polwithcheck, polrelid)
                  and pg_get_expr(polqual, polrelid) like '%current_seller%00000000-0000-0000-0000-0%'
                from pg_policy where polname = 'of_the_platform'
                """))
        .containsExactly("t");
  }

  @Test
  void a_person_of_a_seller_writes_a_report_and_a_trip_and_sees_nothing_of_what_comes_of_them()
      throws SQLException {
    assertThat(
            ask(
                """
                select t.oid::regclass::text from pg_class t
                join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = 'incidents' and t.relkind = 'r'
                  and not exists (select from pg_policy p where p.polrelid = t.oid
                    and p.polname = 'staff_by_staff' and not p.polpermissive)
                order by 1
                """))
        .containsExactly(
            "incidents.blocked_network",
            "incidents.canary_trip",
            "incidents.custody",
            "incidents.duty",
            "incidents.evidence",
            "incidents.incident",
            "incidents.mark",
            "incidents.seller_notice",
            "incidents.step",
            "incidents.timeline");
  }

  @Test
  @Tag("ASVS-V13.2.1")
  void nobody_who_can_sign_in_owns_anything_or_is_above_the_rules() throws SQLException {
    assertThat(
            ask(
                """
                select rolname from pg_roles where rolcanlogin and rolname <> 'postgres'
                  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
                """))
        .isEmpty();
    assertThat(
            ask(
                """
                select o.rolname || ' owns ' || c.oid::regclass from pg_class c
                join pg_roles o on o.oid = c.relowner
                where o.rolcanlogin and o.rolname <> 'postgres'
                union all
                select o.rolname || ' owns ' || p.oid::regprocedure from pg_proc p
                join pg_roles o on o.oid = p.proowner
                where o.rolcanlogin and o.rolname <> 'postgres'
                union all
                select o.rolname || ' owns ' || n.nspname from pg_namespace n
                join pg_roles o on o.oid = n.nspowner
                where o.rolcanlogin and o.rolname <> 'postgres'
                """))
        .isEmpty();
    assertThat(
            ask(
                """
                select m.rolname || ' is ' || r.rolname from pg_auth_members a
                join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
                where m.rolname in ('lockkeeper_portal', 'lockkeeper_jobs')
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lockkeeper_portal", "lockkeeper_jobs", "lockkeeper_auditor"})
  @Tag("ASVS-V16.4.2")
  void nobody_may_change_or_remove_a_line_of_the_audit_log(String role) throws SQLException {
    assertThat(
            ask(
                "select right_ from unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) right_"
                    + " where has_table_privilege('"
                    + role
                    + "', 'audit.audit_event', right_)"))
        .isEmpty();
  }

  @Test
  @Tag("ASVS-V16.4.2")
  void the_audit_log_is_append_only_even_for_who_is_above_the_rules() throws SQLException {
    try (Connection connection = TestDatabase.connect("postgres");
        Statement statement = connection.createStatement()) {
      for (String change :
          List.of(
              "update audit.audit_event set action = 'x'",
              "delete from audit.audit_event",
              "truncate audit.audit_event")) {
        assertThatThrownBy(() -> statement.execute(change))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("append-only");
      }
    }
  }

  @Test
  @Tag("ASVS-V13.2.2")
  void who_runs_the_queue_sees_nothing_else() throws SQLException {
    assertThat(
            ask(
                """
                select c.oid::regclass::text from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
                  and has_table_privilege('lockkeeper_jobs', c.oid, 'SELECT')
                order by 1
                """))
        .containsExactly("jobs.dead_errand", "jobs.scheduled_tasks");
  }

  @Test
  void keys_of_sellers_tables_begin_with_the_seller() throws SQLException {
    assertThat(
            ask(
                "select t.name from ("
                    + TENANT_TABLES
                    + """
                    ) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'p'
                    join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
                    where a.attname <> 'seller_id'
                    """))
        .isEmpty();
    assertThat(
            ask(
                """
                select k.conrelid::regclass || '.' || k.conname from pg_constraint k
                join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[1]
                join pg_attribute theirs
                  on theirs.attrelid = k.confrelid and theirs.attnum = k.confkey[1]
                where k.contype = 'f'
                  and exists (select from pg_attribute s
                              where s.attrelid = k.confrelid and s.attname = 'seller_id')
                  and (own.attname <> 'seller_id' or theirs.attname <> 'seller_id')
                """))
        .isEmpty();
  }

  @Test
  @Tag("ASVS-V14.1.1")
  void personal_columns_hold_bytes_or_shortened_digests_and_each_is_erased() throws SQLException {
    assertThat(
            ask(
                """
                select a.attrelid::regclass || '.' || a.attname || ' '
                  || format_type(a.atttypid, a.atttypmod)
                from pg_attribute a
                where col_description(a.attrelid, a.attnum) like 'PERSONAL DATA%' order by 1
                """))
        .isEqualTo(ERASED);
  }

  @Test
  void no_column_is_named_like_something_of_a_buyer() throws SQLException {
    assertThat(
            ask(
                """
                select table_schema || '.' || table_name || '.' || column_name
                from information_schema.columns
                where table_schema in ('access', 'orders', 'credentials', 'retention', 'keys',
                                       'audit', 'jobs', 'incidents')
                  and column_name ~ '(name|address|phone|email|street|city|zip|postal|buyer)'
                  and column_name not like 'sealed_%'
                order by 1
                """))
        .containsExactly(
            // A seller organisation, a person of ours or of a seller, the own word for a phone, a
            // task.
            "access.account.display_name",
            "access.factor.name",
            "access.seller.name",
            "jobs.dead_errand.task_name",
            "jobs.scheduled_tasks.task_name");
  }

  @Test
  void a_person_of_a_seller_is_kept_from_every_table_of_our_own_people() throws SQLException {
    assertThat(
            ask(
                """
                select t.oid::regclass::text from pg_class t
                join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = 'access' and t.relkind = 'r'
                  and not exists (select from pg_policy p where p.polrelid = t.oid
                    and p.polname = 'staff_by_staff' and not p.polpermissive)
                order by 1
                """))
        .containsExactly(
            // Of no person, of one seller, or what a seller's person may cause to be written.
            "access.allowed_network",
            "access.assignment",
            "access.desk_tally",
            "access.export",
            "access.export_file",
            "access.notice",
            "access.notice_mail",
            "access.privacy_decision",
            "access.reveal_request",
            "access.seller",
            "access.sign_in_throttle",
            "access.support_case",
            "access.support_note",
            "access.suspicion");
  }

  @Test
  void functions_that_see_all_sellers_give_counts_and_ids_only() throws SQLException {
    assertThat(
            ask(
                """
                select p.oid::regprocedure || ' ' || pg_get_function_result(p.oid)
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where p.prosecdef and n.nspname not like 'pg_%' order by 1
                """))
        .containsExactly(
            // Whose end has come: ids.
            "access.accounts_past_end(timestamp with time zone)"
                + " TABLE(seller_id uuid, id uuid)",
            "access.acting_as(uuid) text",
            // Which open cases somebody of ours holds: ids.
            "access.cases_held_by(uuid) TABLE(seller_id uuid, id uuid)",
            // What people take away as files: ids.
            "access.export_register(integer,integer) TABLE(seller_id uuid, id uuid)",
            "access.exports_over(timestamp with time zone,integer)"
                + " TABLE(seller_id uuid, id uuid)",
            "access.find_sellers(text,integer) SETOF uuid",
            // How many people of each seller are signed in.
            "access.live_sessions(timestamp with time zone)"
                + " TABLE(seller_id uuid, sessions bigint)",
            // Which accounts are locked: ids and dates.
            "access.locks_holding(timestamp with time zone,integer) TABLE(seller_id uuid, id uuid,"
                + " account_id uuid, since timestamp with time zone,"
                + " ends_at timestamp with time zone)",
            // Which of ours work for which seller, and until when: ids and dates.
            "access.open_assignments(uuid,integer) TABLE(seller_id uuid, id uuid, staff uuid,"
                + " granted_by uuid, since timestamp with time zone,"
                + " ends_at timestamp with time zone)",
            // The role of one of ours, for the logs of sellers.
            "access.role_of_ours(uuid) text",
            // For whom a person may work: the id that was asked about, or nothing.
            "access.seller_for(uuid,uuid,timestamp with time zone) text",
            "access.seller_ids() SETOF uuid",
            "access.sellers_of(uuid,timestamp with time zone) SETOF uuid",
            // What stands still for the desk, of the sellers of one person: ids, counts, dates.
            "access.support_causes(uuid,timestamp with time zone,text[])"
                + " TABLE(seller_id uuid, cause text, orders bigint,"
                + " oldest timestamp with time zone)",
            // How often each action stands in the log: names of actions and counts.
            "audit.actions_between(uuid,uuid) TABLE(action text, times bigint)",
            "audit.begin_epoch(integer,uuid,text,timestamp with time zone,text,bigint,bytea,bytea,"
                + "integer[],text[],text[]) boolean",
            "audit.calls_by_operation(text,timestamp with time zone,text,uuid,boolean,integer)"
                + " TABLE(host text, operation text, seller_id uuid, calls bigint, failed bigint,"
                + " throttled bigint, bytes bigint, took bigint[])",
            "audit.calls_by_step(text,timestamp with time zone,interval,text,uuid)"
                + " TABLE(slot timestamp with time zone, calls bigint, failed bigint)",
            "audit.calls_to_watch(timestamp with time zone,timestamp with time zone)"
                + " TABLE(seller_id uuid, host text, slot timestamp with time zone, calls bigint,"
                + " refused bigint, throttled bigint, failed bigint)",
            "audit.dispose_calls(timestamp with time zone,uuid[]) bigint",
            "audit.dispose_entries(uuid,timestamp with time zone,text[],integer) bigint",
            "audit.dispose_log_reviews(timestamp with time zone,integer) bigint",
            "audit.extend_log(integer,bigint,bigint,bytea,text,uuid,uuid,uuid[],uuid[],bytea,"
                + "integer[],text[],bytea) boolean",
            // What proofs count: names of figures and counts.
            "audit.figures_for_proofs(timestamp with time zone) TABLE(figure text, n bigint)",
            "audit.leaves(integer,bigint,bigint) TABLE(index bigint, leaf bytea)",
            "audit.misplaced_calls() bigint",
            "audit.order_figures_for_proofs(timestamp with time zone) TABLE(figure text, n bigint)",
            // What the sealer and the verifier hash; an entry has no personal data.
            "audit.placed(integer,bigint,bigint) TABLE(index bigint, leaf bytea, seller_id uuid,"
                + " entry uuid, at timestamp with time zone, actor text, action text, object text,"
                + " facts text)",
            "audit.places(uuid,uuid,text,text[],text[],integer) TABLE(seller_id uuid, id uuid)",
            "audit.places_about(text,uuid,uuid,text,text[],text[],integer)"
                + " TABLE(seller_id uuid, id uuid)",
            "audit.refused_calls(timestamp with time zone,text,uuid,integer)"
                + " TABLE(at timestamp with time zone, seller_id uuid, host text, operation text,"
                + " reason text)",
            // Settings of the product, of no seller and nobody.
            "audit.settings_now() TABLE(setting text, chosen text)",
            "audit.strays(integer) SETOF uuid",
            "audit.tend_call_months(timestamp with time zone,timestamp with time"
                + " zone,integer,boolean) TABLE(dropped integer, added integer)",
            "audit.unsealed(integer) TABLE(carried boolean, written_by text, seller_id uuid, id"
                + " uuid, at timestamp with time zone, actor text, action text, object text, facts"
                + " text)",
            "audit.waiting(integer) bigint",
            // What is open, overdue and due next, for the wall of clocks: counts and dates.
            "credentials.open_consents(timestamp with time zone)"
                + " TABLE(open_now bigint, overdue bigint, next_due timestamp with time zone)",
            "credentials.open_to_another(uuid,text,text) boolean",
            "credentials.register(text,text,integer,integer)"
                + " TABLE(seller_id uuid, connection_id uuid)",
            "credentials.register_count(text,text) bigint",
            "credentials.renewals_due(timestamp with time zone,integer)"
                + " TABLE(seller_id uuid, connection_id uuid)",
            "credentials.sellers_with_ends(timestamp with time zone) SETOF uuid",
            "incidents.dispose(timestamp with time zone,integer) bigint",
            "incidents.dispose_contact_tests(timestamp with time zone,integer) bigint",
            "incidents.dispose_drills(timestamp with time zone,integer) bigint",
            "incidents.dispose_follow_ups(timestamp with time zone,integer) bigint",
            "incidents.dispose_plans(timestamp with time zone,integer) bigint",
            "incidents.dispose_rosters(timestamp with time zone,integer) bigint",
            // What somebody did and whom it concerns: ids, names of actions and fields, counts.
            "incidents.doings(text,uuid,uuid,integer) TABLE(entry uuid, touched_seller uuid,"
                + " doing text, fields text, touched text)",
            "incidents.orders_touched(text,uuid,uuid) TABLE(touched_seller uuid, orders bigint)",
            // Which sellers read what they were told: ids and dates.
            "incidents.receipts(uuid) TABLE(told_seller uuid, opened_at timestamp with time zone)",
            "jobs.call_budgets(uuid[])"
                + " TABLE(seller_id uuid, host text, budget text, tokens double precision,"
                + " burst double precision, per_second double precision,"
                + " blocked_until timestamp with time zone)",
            "keys.figures() TABLE(cohort text, order_keys bigint, sellers bigint,"
                + " first_seller_key uuid)",
            "keys.live_order_keys(text) bigint",
            // Which of a seller's orders stand apart, for a transaction of that seller.
            "orders.ids_apart() uuid[]",
            "orders.standing_apart() TABLE(order_id uuid, since timestamp with time zone,"
                + " until timestamp with time zone)",
            "retention.backlog(timestamp with time zone) bigint",
            "retention.case_count() bigint",
            "retention.case_register(integer,integer) TABLE(seller_id uuid, case_id uuid)",
            "retention.cases_ripe(timestamp with time zone,timestamp with time zone,integer)"
                + " TABLE(seller_id uuid, case_id uuid)",
            "retention.forecast(date,integer) TABLE(day date, ends bigint)",
            "retention.held_back(timestamp with time zone) bigint",
            "retention.holds(integer) TABLE(seller_id uuid, id uuid)",
            "retention.next_end() timestamp with time zone",
            "retention.oldest_due(timestamp with time zone) timestamp with time zone",
            "retention.open_cases(timestamp with time zone)"
                + " TABLE(open_now bigint, overdue bigint, next_due timestamp with time zone)",
            "retention.open_requests(timestamp with time zone)"
                + " TABLE(open_now bigint, overdue bigint, next_due timestamp with time zone)",
            "retention.sellers_with_due(timestamp with time zone,integer) SETOF uuid",
            "retention.sellers_with_ends(timestamp with time zone,timestamp with time zone,text[])"
                + " SETOF uuid",
            "retention.sellers_with_span_below(integer,integer) SETOF uuid");
    assertThat(
            ask(
                """
                select p.oid::regprocedure::text from pg_proc p
                where p.prosecdef and not ('search_path=""' = any (p.proconfig))
                """))
        .isEmpty();
    assertThat(
            ask(
                """
                select table_schema || '.' || table_name || '.' || column_name
                from information_schema.column_privileges
                where grantee = 'lockkeeper_counter' and table_name <> 'call_tally' order by 1
                """))
        .containsExactly(
            "access.account.disabled",
            "access.account.ends_at",
            "access.account.id",
            "access.account.role",
            "access.account.seller_id",
            "access.account.status",
            "access.assignment.ended_at",
            "access.assignment.ends_at",
            "access.assignment.granted_by",
            "access.assignment.id",
            "access.assignment.seller_id",
            "access.assignment.since",
            "access.assignment.staff",
            "access.export.asked_at",
            "access.export.ends_at",
            "access.export.id",
            "access.export.seller_id",
            "access.export.state",
            "access.factor.account",
            "access.factor.seller_id",
            "access.issuer_identity.account_id",
            "access.issuer_identity.seller_id",
            "access.lock_out.account_id",
            "access.lock_out.ended_at",
            "access.lock_out.ends_at",
            "access.lock_out.id",
            "access.lock_out.seller_id",
            "access.lock_out.since",
            "access.seller.name",
            "access.seller.seller_id",
            "access.session.account",
            "access.session.ended_at",
            "access.session.ends_at",
            "access.session.idle_seconds",
            "access.session.level",
            "access.session.seen_at",
            "access.session.seller_id",
            "access.support_case.closed_at",
            "access.support_case.held_by",
            "access.support_case.id",
            "access.support_case.seller_id",
            "audit.audit_event.action",
            "audit.audit_event.actor",
            "audit.audit_event.facts",
            "audit.audit_event.id",
            "audit.audit_event.object",
            "audit.audit_event.seller_id",
            "audit.call_log.at",
            "audit.call_log.bytes",
            "audit.call_log.host",
            "audit.call_log.operation",
            "audit.call_log.seller_id",
            "audit.call_log.status",
            "audit.call_log.throttled",
            "audit.call_log.took_ms",
            "audit.refused_call.at",
            "audit.refused_call.host",
            "audit.refused_call.operation",
            "audit.refused_call.reason",
            "audit.refused_call.seller_id",
            "audit.setting_change.chosen",
            "audit.setting_change.decided_at",
            "audit.setting_change.id",
            "audit.setting_change.seller_id",
            "audit.setting_change.setting",
            "audit.setting_change.state",
            "credentials.access_token.connection_id",
            "credentials.access_token.next_try_at",
            "credentials.access_token.renew_at",
            "credentials.access_token.seller_id",
            "credentials.grant_of_seller.account",
            "credentials.grant_of_seller.consent_until",
            "credentials.grant_of_seller.id",
            "credentials.grant_of_seller.lasting_until",
            "credentials.grant_of_seller.platform",
            "credentials.grant_of_seller.seller_id",
            "credentials.grant_of_seller.standing",
            "credentials.grant_of_seller.token_style",
            "incidents.seller_notice.incident_id",
            "incidents.seller_notice.read_at",
            "incidents.seller_notice.seller_id",
            "jobs.call_budget.as_of",
            "jobs.call_budget.blocked_until",
            "jobs.call_budget.budget",
            "jobs.call_budget.burst",
            "jobs.call_budget.host",
            "jobs.call_budget.per_second",
            "jobs.call_budget.seller_id",
            "jobs.call_budget.tokens",
            "keys.order_key.cohort",
            "keys.order_key.seller_id",
            "keys.seller_key.cohort",
            "keys.seller_key.id",
            "keys.seller_key.seller_id",
            "orders.apart.order_id",
            "orders.apart.seller_id",
            "orders.apart.since",
            "orders.apart.until",
            "orders.parcel.order_id",
            "orders.parcel.reported",
            "orders.parcel.seller_id",
            "orders.sales_order.channel",
            "orders.sales_order.connection_id",
            "orders.sales_order.fulfilment_id",
            "orders.sales_order.id",
            "orders.sales_order.seller_id",
            "orders.sales_order.trouble",
            "orders.sales_order.trouble_deadline",
            "orders.sales_order.trouble_since",
            "retention.buyer_retention.anchor",
            "retention.buyer_retention.ended_at",
            "retention.buyer_retention.ends_at",
            "retention.buyer_retention.order_id",
            "retention.buyer_retention.seller_id",
            "retention.certificate.case_id",
            "retention.certificate.id",
            "retention.certificate.issued_at",
            "retention.certificate.seller_id",
            "retention.certificate_issue.certificate_id",
            "retention.certificate_issue.seller_id",
            "retention.channel_span.days",
            "retention.channel_span.seller_id",
            "retention.data_request.answered_at",
            "retention.data_request.due_by",
            "retention.deletion_case.backups_end_at",
            "retention.deletion_case.cool_until",
            "retention.deletion_case.due_by",
            "retention.deletion_case.id",
            "retention.deletion_case.requested_at",
            "retention.deletion_case.resume_at",
            "retention.deletion_case.seller_id",
            "retention.deletion_case.stage",
            "retention.deletion_case.stage_since",
            "retention.deletion_case.wait_until",
            "retention.deletion_case.warned_at",
            "retention.legal_hold.began_at",
            "retention.legal_hold.connection_id",
            "retention.legal_hold.ends_at",
            "retention.legal_hold.id",
            "retention.legal_hold.kinds",
            "retention.legal_hold.order_id",
            "retention.legal_hold.scope",
            "retention.legal_hold.seller_id");
  }

  @Test
  void functions_that_see_all_sellers_are_for_the_portal_alone() throws SQLException {
    assertThat(
            ask(
                """
                select r.rolname || ' may call ' || p.oid::regprocedure
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                cross join (values ('lockkeeper_jobs'), ('lockkeeper_auditor'),
                  ('lockkeeper_migrator')) r (rolname)
                where p.prosecdef and n.nspname not like 'pg_%'
                  and has_function_privilege(r.rolname, p.oid, 'EXECUTE')
                """))
        .isEmpty();
  }

  @Test
  void every_migration_has_run_once_and_a_second_run_changes_nothing() throws SQLException {
    assertThat(ask("select version from migration.flyway_schema_history where not success"))
        .isEmpty();
    assertThat(
            ask(
                "select version from migration.flyway_schema_history where version is not null"
                    + " group by version having count(*) > 1"))
        .isEmpty();
  }
}
