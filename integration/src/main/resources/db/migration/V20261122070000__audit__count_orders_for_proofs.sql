-- What proofs count over the orders of all sellers: holds, wishes to cancel, parcels; and cases without a certificate.
grant select (channel, fulfilment_id, trouble_deadline) on orders.sales_order to lockkeeper_counter;
grant select (seller_id, order_id, reported) on orders.parcel to lockkeeper_counter;
create policy for_counting on orders.parcel for select to lockkeeper_counter
  using (not exists (select from orders.apart a where a.seller_id = parcel.seller_id and a.order_id = parcel.order_id));
grant select (seller_id, case_id) on retention.certificate to lockkeeper_counter;
grant select (stage_since) on retention.deletion_case to lockkeeper_counter;

create function audit.order_figures_for_proofs(as_of timestamptz) returns table (figure text, n bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select 'ORDERS_HELD', count(*) from orders.sales_order o where o.trouble = 'CHANNEL_HOLD'
    union all
    select 'ORDERS_HELD_PLACED', count(*) from orders.sales_order o
      where o.trouble = 'CHANNEL_HOLD' and o.fulfilment_id is not null
    union all
    select 'CANCELS_WAITING', count(*) from orders.sales_order o where o.trouble = 'CANCEL_REQUESTED'
    union all
    select 'CANCELS_LATE', count(*) from orders.sales_order o
      where o.trouble = 'CANCEL_REQUESTED' and o.trouble_deadline <= as_of
    union all
    select 'PARCELS_TOLD', count(*) from orders.parcel p
      join orders.sales_order o on o.seller_id = p.seller_id and o.id = p.order_id
      where o.channel = 'tiktokshop' and p.reported is not null
    union all
    select 'PARCELS_FOREIGN', count(*) from orders.parcel p
      join orders.sales_order o on o.seller_id = p.seller_id and o.id = p.order_id
      where o.channel = 'tiktokshop' and p.reported is not null and o.fulfilment_id is null
    union all
    select 'TRACKING_REFUSED_MOST', coalesce(max(r.orders), 0) from (
      select count(*) as orders from orders.sales_order o
      where o.channel = 'tiktokshop' and o.trouble = 'TRACKING_REFUSED_BY_CHANNEL' group by o.seller_id) r
    union all
    select 'CASES_WITHOUT_CERTIFICATE', count(*) from retention.deletion_case c
      where c.stage in ('VERIFIED', 'CLOSED') and c.stage_since < as_of - interval '1 hour'
        and not exists (select from retention.certificate e
          where e.seller_id = c.seller_id and e.case_id = c.id);
  end;
alter function audit.order_figures_for_proofs(timestamptz) owner to lockkeeper_counter;
set role lockkeeper_counter;
revoke execute on function audit.order_figures_for_proofs(timestamptz) from public;
grant execute on function audit.order_figures_for_proofs(timestamptz) to lockkeeper_portal;
set role lockkeeper_owner;
